"""The stores: one port, an embedded one and Neo4j behind it."""
