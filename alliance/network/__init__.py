"""Measures on a snapshot: contacts, reach, mixing, groups, paths. Pure functions of the snapshot and a date."""
