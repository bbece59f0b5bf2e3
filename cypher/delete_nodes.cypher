// name: delete_nodes
// about: Nodes go, with their ties.
// params: ids
// returns: -
// access: writes
UNWIND $ids AS id
MATCH (n:Entity {id: id})
DETACH DELETE n
