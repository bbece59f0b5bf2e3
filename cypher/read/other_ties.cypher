// name: other_ties
// about: Ties that bear an id but are of another kind than is given for it, by looking at all of them.
// params: kinds
// returns: id, kind, version
// access: reads
MATCH ()-[t]->()
WHERE $kinds[t.id] <> type(t)
RETURN t.id AS id, type(t) AS kind, t.version AS version
