// name: degrees
// about: Kind of some nodes and how many ties each has in all, as known on a day.
// params: ids, day, later
// returns: id, kind, ties
// access: reads
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id, [label IN labels(n) WHERE label <> 'Entity'][0] AS kind, COUNT {
  (n)-[t]-(m) WHERE coalesce(CASE WHEN type(t) IN ['PARTICIPATES_IN', 'PARTY_TO', 'PRODUCED'] AND endNode(t).first_day IS NOT NULL THEN t.first_day ELSE t.from_day END, 0) <= $day AND NOT m.id IN $later
} AS ties
