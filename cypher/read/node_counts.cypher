// name: node_counts
// about: How many nodes of each kind there are.
// params: -
// returns: labels, nodes
// access: reads
// same as: alliance.stores.port.GraphStore.counts
MATCH (n:Entity) RETURN labels(n) AS labels, count(*) AS nodes
