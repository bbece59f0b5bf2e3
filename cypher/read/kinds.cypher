// name: kinds
// about: The labels of nodes by id.
// params: ids
// returns: id, labels
// access: reads
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id, labels(n) AS labels
