// name: all_nodes
// about: Nodes in order of id, a page of them.
// params: after, limit
// returns: labels, props
// access: reads
// same as: alliance.stores.port.GraphStore.all_nodes
MATCH (n:Entity)
WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $limit
RETURN labels(n) AS labels, properties(n) AS props
