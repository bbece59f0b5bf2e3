"""Alliances: what is on record, of what kind, how they live."""
