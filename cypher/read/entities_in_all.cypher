// name: entities_in_all
// about: How many nodes of the field there are, from the counts that Neo4j keeps.
// params: -
// returns: nodes
// access: reads
MATCH (n:Entity) RETURN count(n) AS nodes
