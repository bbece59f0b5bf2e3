// name: tie_ids_at
// about: Id and version of the ties at some nodes that do not bear the version of one batch, each once.
// params: ids, sequence
// returns: id, version
// access: reads
UNWIND $ids AS id
MATCH (:Entity {id: id})-[t]-(:Entity)
WHERE t.version <> $sequence
WITH DISTINCT t
RETURN t.id AS id, t.version AS version
