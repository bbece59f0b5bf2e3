"""Reading: records, search and the snapshot."""
