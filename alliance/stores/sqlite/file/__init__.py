"""The file: connections, tables, migrations, copies, and the folders it should not lie in."""
