"""联盟: all of them, one of them, a new one."""
