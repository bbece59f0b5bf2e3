// name: ties_among
// about: Ties by id, of any kind, by looking at all of them: on a small graph quicker than a look into the index of each kind.
// params: ids
// returns: kind, source, target, props
// access: reads
// same as: alliance.stores.port.GraphStore.ties
MATCH (a:Entity)-[t]->(b:Entity)
WHERE t.id IN $ids
RETURN type(t) AS kind, a.id AS source, b.id AS target, properties(t) AS props
