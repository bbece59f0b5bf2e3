// name: ledger_after
// about: Committed batches after a sequence, in order.
// params: after
// returns: entry
// access: reads
MATCH (l:Ledger)
WHERE l.sequence > $after
WITH l ORDER BY l.sequence
RETURN properties(l) AS entry
