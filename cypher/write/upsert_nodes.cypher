// name: upsert_nodes
// about: Nodes of one kind, each brought to a state: made where it is not there. A row holds all its properties, id among them.
// params: rows
// returns: -
// access: writes
// kind: Workshop
UNWIND $rows AS row
MERGE (n:Entity {id: row.id})
SET n = row, n:Workshop
