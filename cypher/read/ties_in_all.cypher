// name: ties_in_all
// about: How many ties there are, from the counts that Neo4j keeps.
// params: -
// returns: ties
// access: reads
MATCH ()-[t]->() RETURN count(t) AS ties
