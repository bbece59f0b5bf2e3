// name: workshops_behind
// about: The workshops behind some nodes, as known on a day: over a tie of some kinds, over one in between, over the parts of the node.
// params: ids, day, later, kinds, through, own_first
// returns: workshop, node, kind, via
// access: reads
// same as: alliance.network.workshops_behind.workshops_behind
UNWIND range(0, size($ids) - 1) AS place
MATCH (asked:Entity {id: $ids[place]}) WHERE NOT asked.id IN $later
MATCH p = (asked)<-[:PART_OF]-{0,6}(n:Entity)
WHERE all(t IN relationships(p) WHERE coalesce(t.first_day, 0) <= $day AND coalesce(t.until_day, $day) >= $day) AND none(m IN nodes(p) WHERE m.id IN $later)
WITH n, min(place) AS place
CALL (n) {
  MATCH (n)-[t]-(w:Workshop)
  WHERE type(t) IN $kinds
    AND coalesce(CASE WHEN type(t) IN ['PARTICIPATES_IN', 'PARTY_TO', 'PRODUCED'] AND endNode(t).first_day IS NOT NULL THEN t.first_day ELSE t.from_day END, 0) <= $day
    AND coalesce(t.first_day, 0) <= $day AND coalesce(t.until_day, $day) >= $day AND NOT w.id IN $later
  RETURN w, type(t) AS kind, n AS over
  UNION
  MATCH (n)<-[t]-(c:Entity)-[u]-(w:Workshop)
  WHERE [type(t), type(u)] IN $through
    AND coalesce(CASE WHEN type(t) IN ['PARTICIPATES_IN', 'PARTY_TO', 'PRODUCED'] AND endNode(t).first_day IS NOT NULL THEN t.first_day ELSE t.from_day END, 0) <= $day
    AND coalesce(CASE WHEN type(u) IN ['PARTICIPATES_IN', 'PARTY_TO', 'PRODUCED'] AND endNode(u).first_day IS NOT NULL THEN u.first_day ELSE u.from_day END, 0) <= $day
    AND coalesce(t.first_day, 0) <= $day AND coalesce(t.until_day, $day) >= $day AND coalesce(u.first_day, 0) <= $day AND coalesce(u.until_day, $day) >= $day
    AND NOT c.id IN $later AND NOT w.id IN $later
    AND NOT (type(t) IN $own_first AND EXISTS {
      MATCH (w)-[o]->(x:Entity)
      WHERE type(o) = type(t) AND coalesce(o.first_day, 0) <= $day AND coalesce(o.until_day, $day) >= $day AND NOT x.id IN $later
    })
  RETURN w, type(t) AS kind, c AS over
}
RETURN DISTINCT w.id AS workshop, $ids[place] AS node, kind, CASE WHEN over.id = $ids[place] THEN '' ELSE over.id END AS via
