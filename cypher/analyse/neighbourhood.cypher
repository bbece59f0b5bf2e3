// name: neighbourhood
// about: Nodes within three steps of a node over ties of some kinds, as known on a day; regions, industries and crafts are shown, not passed.
// params: id, kinds, day, depth, later
// returns: id, name, kind, distance
// access: reads
// same as: alliance.network.graph.ego.ego
MATCH (s:Entity {id: $id})
MATCH p = ANY SHORTEST (s) ((a:Entity)-[t]-(b:Entity)
  WHERE type(t) IN $kinds AND coalesce(CASE WHEN type(t) IN ['PARTICIPATES_IN', 'PARTY_TO', 'PRODUCED'] AND endNode(t).first_day IS NOT NULL THEN t.first_day ELSE t.from_day END, 0) <= $day
    AND NOT a.id IN $later AND NOT b.id IN $later AND (a.id = $id OR NOT (a:Region OR a:Industry OR a:Craft))){1,3} (n:Entity)
WHERE n <> s
WITH n, length(p) AS distance
WHERE distance <= $depth
RETURN n.id AS id, n.name AS name, [label IN labels(n) WHERE label <> 'Entity'][0] AS kind, distance
ORDER BY distance, id
