// name: around
// about: What stands beside some nodes, over ties of any kind.
// params: ids
// returns: id, kind
// access: reads
UNWIND $ids AS id
MATCH (:Entity {id: id})--(n:Entity)
WITH DISTINCT n
RETURN n.id AS id, [label IN labels(n) WHERE label <> 'Entity'][0] AS kind
ORDER BY id
