// name: step
// about: One step on from some nodes over ties of some layers, as known on a day, past what is shown already: the nodes by best layer, then id, and how many in all.
// params: ids, layers, day, shown, limit, later
// returns: ids, total
// access: reads
// same as: alliance.network.graph.ego.ego
UNWIND $ids AS id
MATCH (a:Entity {id: id})-[t]-(b:Entity)
WHERE $layers[type(t)] IS NOT NULL AND coalesce(CASE WHEN type(t) IN ['PARTICIPATES_IN', 'PARTY_TO', 'PRODUCED'] AND endNode(t).first_day IS NOT NULL THEN t.first_day ELSE t.from_day END, 0) <= $day
    AND NOT a.id IN $later AND NOT b.id IN $later AND NOT b.id IN $shown
WITH b.id AS other, min($layers[type(t)]) AS layer
ORDER BY layer, other
WITH collect(other) AS found
RETURN found[..$limit] AS ids, size(found) AS total
