"""联系情况: who needs an introduction, the worklist, its steps and its progress."""
