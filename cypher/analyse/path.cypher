// name: path
// about: The shortest path of at most some steps (six at most), the one with the smallest ids; through some kinds of nodes and unions of low rank alone. Further paths: not over the nodes banned, not from the start to one of taken.
// params: from, to, kinds, through, low_ranks, base_unions, day, banned, taken, steps, later
// returns: ids, names
// access: reads
// same as: alliance.network.graph.paths.paths
MATCH (a:Entity {id: $from}), (b:Entity {id: $to})
MATCH p = ALL SHORTEST (a) ((x:Entity)-[t]-(y:Entity)
  WHERE type(t) IN $kinds AND coalesce(CASE WHEN type(t) IN ['PARTICIPATES_IN', 'PARTY_TO', 'PRODUCED'] AND endNode(t).first_day IS NOT NULL THEN t.first_day ELSE t.from_day END, 0) <= $day
    AND NOT x.id IN $later AND NOT y.id IN $later AND NOT y.id IN $banned AND NOT (x.id = $from AND y.id IN $taken)
    AND (y.id = $to OR (any(label IN labels(y) WHERE label IN $through)
    AND (NOT y:TradeUnion OR y.rank IN $low_ranks OR (coalesce(y.rank, 'unknown') = 'unknown' AND y.subkind IN $base_unions))))){1,6} (b)
WHERE length(p) <= $steps
WITH DISTINCT [n IN nodes(p) | n.id] AS ids, [n IN nodes(p) | n.name] AS names
RETURN ids, names
ORDER BY ids
LIMIT 1
