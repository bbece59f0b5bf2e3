// name: upsert_ties
// about: Ties of one kind, each brought to a state: made where it is not there. A row holds source, target and all properties, id among them.
// params: rows
// returns: -
// access: writes
// kind: COOPERATES_WITH
UNWIND $rows AS row
MATCH (a:Entity {id: row.source})
MATCH (b:Entity {id: row.target})
MERGE (a)-[t:COOPERATES_WITH {id: row.set.id}]->(b)
SET t = row.set
