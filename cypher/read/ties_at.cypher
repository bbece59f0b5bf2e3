// name: ties_at
// about: All ties at some nodes, each once.
// params: ids
// returns: kind, source, target, props
// access: reads
UNWIND $ids AS id
MATCH (:Entity {id: id})-[t]-(:Entity)
WITH DISTINCT t
RETURN type(t) AS kind, startNode(t).id AS source, endNode(t).id AS target, properties(t) AS props
