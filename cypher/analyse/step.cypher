// name: step
// about: One step on from some nodes over ties of some layers, as known on a day, past what is shown already: the nodes by best layer, then id, and how many in all.
// params: ids, layers, day, shown, limit
// returns: ids, total
// access: reads
// same as: alliance.network.graph.ego.ego
UNWIND $ids AS id
MATCH (a:Entity {id: id})-[t]-(b:Entity)
WHERE $layers[type(t)] IS NOT NULL AND coalesce(t.first_day, 0) <= $day AND NOT b.id IN $shown
WITH b.id AS other, min($layers[type(t)]) AS layer
ORDER BY layer, other
WITH collect(other) AS found
RETURN found[..$limit] AS ids, size(found) AS total
