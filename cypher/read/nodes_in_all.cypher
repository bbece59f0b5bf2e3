// name: nodes_in_all
// about: How many nodes the database holds, of whatever label.
// params: -
// returns: nodes
// access: reads
MATCH (n) RETURN count(n) AS nodes
