// name: nodes
// about: Nodes by id.
// params: ids
// returns: labels, props
// access: reads
// same as: alliance.stores.port.GraphStore.nodes
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN labels(n) AS labels, properties(n) AS props
