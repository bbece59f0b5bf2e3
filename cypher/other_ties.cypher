// name: other_ties
// about: Ties of earlier commits among some ids, by looking at all of them.
// params: ids, sequence
// returns: id, kind
// access: reads
MATCH ()-[t]->()
WHERE t.id IN $ids AND t.version <> $sequence
RETURN t.id AS id, type(t) AS kind
LIMIT 1
