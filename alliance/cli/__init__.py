"""The command line: ``alliance …`` and ``python -m alliance …``."""
