// name: nearest
// about: The workshops nearest to a node by the ways that a path may take, within six steps.
// params: from, kinds, through, low_ranks, base_unions, day, limit, later
// returns: id, distance
// access: reads
// same as: alliance.network.graph.paths.paths
MATCH (a:Entity {id: $from})
MATCH p = ANY SHORTEST (a) ((x:Entity)-[t]-(y:Entity)
  WHERE type(t) IN $kinds AND coalesce(CASE WHEN type(t) IN ['PARTICIPATES_IN', 'PARTY_TO', 'PRODUCED'] AND endNode(t).first_day IS NOT NULL THEN t.first_day ELSE t.from_day END, 0) <= $day
    AND NOT x.id IN $later AND NOT y.id IN $later AND any(label IN labels(y) WHERE label IN $through)
    AND (NOT y:TradeUnion OR y.rank IN $low_ranks OR (coalesce(y.rank, 'unknown') = 'unknown' AND y.subkind IN $base_unions))){1,6} (w:Workshop)
WHERE w <> a
RETURN w.id AS id, length(p) AS distance
ORDER BY distance, id
LIMIT $limit
