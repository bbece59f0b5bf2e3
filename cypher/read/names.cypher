// name: names
// about: Names by id.
// params: ids
// returns: id, name
// access: reads
// same as: alliance.stores.port.GraphStore.names
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id, n.name AS name
