"""Writing: staging, commit, ledger and undo."""
