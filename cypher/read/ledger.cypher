// name: ledger
// about: Committed batches, newest first.
// params: before, limit
// returns: entry
// access: reads
// same as: alliance.stores.port.GraphStore.ledger
MATCH (l:Ledger)
WHERE $before <= 0 OR l.sequence < $before
WITH l ORDER BY l.sequence DESC LIMIT $limit
RETURN properties(l) AS entry
