"""The server: its address, one driver, its errors, and a database made ready."""
