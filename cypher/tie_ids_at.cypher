// name: tie_ids_at
// about: Id and version of all ties at some nodes, each once.
// params: ids
// returns: id, version
// access: reads
UNWIND $ids AS id
MATCH (:Entity {id: id})-[t]-(:Entity)
WITH DISTINCT t
RETURN t.id AS id, t.version AS version
