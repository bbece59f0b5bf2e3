"""One file becomes sheets of text cells: CSV, workbooks."""
