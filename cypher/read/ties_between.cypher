// name: ties_between
// about: Ties by their key, where the ends are known.
// params: rows
// returns: kind, source, target, props
// access: reads
UNWIND $rows AS row
MATCH (a:Entity {id: row.source})-[t]->(b:Entity {id: row.target})
WHERE t.key = row.key
RETURN type(t) AS kind, a.id AS source, b.id AS target, properties(t) AS props
