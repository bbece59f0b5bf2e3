// name: ties_of
// about: The ties at a node, of some kinds or all, by kind, then start, then id.
// params: id, kinds, limit
// returns: kind, source, target, props
// access: reads
// same as: alliance.stores.port.GraphStore.ties_of
MATCH (n:Entity {id: $id})-[t]-(:Entity)
WHERE size($kinds) = 0 OR type(t) IN $kinds
WITH DISTINCT t
ORDER BY type(t), coalesce(t.valid_from, ''), t.id
LIMIT $limit
RETURN type(t) AS kind, startNode(t).id AS source, endNode(t).id AS target, properties(t) AS props
