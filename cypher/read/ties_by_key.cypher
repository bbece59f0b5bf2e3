// name: ties_by_key
// about: Ties by their key, by looking at all of them.
// params: keys
// returns: kind, source, target, props
// access: reads
// same as: alliance.stores.port.GraphStore.ties_by_key
MATCH (a:Entity)-[t]->(b:Entity)
WHERE t.key IN $keys
RETURN type(t) AS kind, a.id AS source, b.id AS target, properties(t) AS props
