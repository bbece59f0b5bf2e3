"""What stands around one node or several: neighbours, ways between two, what they share, and the picture of it."""
