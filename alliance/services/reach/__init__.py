"""Use cases on reach: which workshops are cut off, the worklist made of them, and progress."""
