"""The Neo4j store in parts: server and its errors, rows, writing, history, undo, search, snapshot, keeping."""
