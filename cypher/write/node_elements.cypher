// name: node_elements
// about: What the server itself names some nodes by, all in one row, within a transaction.
// params: ids
// returns: elements
// access: reads
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN collect(elementId(n)) AS elements
