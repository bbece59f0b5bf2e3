// name: all_ties
// about: Ties of one kind, grouped by the node they start from.
// params: -
// returns: source, ties
// access: reads
// kind: COOPERATES_WITH
// same as: alliance.stores.port.GraphStore.all_ties
MATCH (a:Entity)-[t:COOPERATES_WITH]->(b:Entity)
WITH a, collect([b.id, properties(t)]) AS ties
RETURN a.id AS source, ties
