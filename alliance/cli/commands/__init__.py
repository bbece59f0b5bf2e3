"""The commands, one module a job."""
