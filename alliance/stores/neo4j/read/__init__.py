"""Reading: records, search, the snapshot, and questions answered in the database."""
