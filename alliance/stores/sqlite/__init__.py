"""The embedded store: one SQLite file, shared by the app and the command line."""
