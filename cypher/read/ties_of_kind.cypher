// name: ties_of_kind
// about: Ties of one kind by id.
// params: ids
// returns: source, target, props
// access: reads
// kind: COOPERATES_WITH
UNWIND $ids AS id
MATCH (a)-[t:COOPERATES_WITH {id: id}]->(b) USING INDEX SEEK t:COOPERATES_WITH(id)
RETURN a.id AS source, b.id AS target, properties(t) AS props
