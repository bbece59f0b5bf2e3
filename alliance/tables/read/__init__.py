"""From an untrusted file to rows of values: the child process and what it reads cells with."""
