// name: create_ties
// about: Ties of one kind that are known not to be there. A row holds source, target and all properties, id among them.
// params: rows
// returns: -
// access: writes
// kind: COOPERATES_WITH
UNWIND $rows AS row
MATCH (a:Entity {id: row.source})
MATCH (b:Entity {id: row.target})
CREATE (a)-[t:COOPERATES_WITH]->(b)
SET t = row.set
