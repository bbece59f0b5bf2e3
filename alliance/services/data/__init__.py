"""Data: what comes in, what goes out, the ledger and the settings."""
