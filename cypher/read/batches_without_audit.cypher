// name: batches_without_audit
// about: How many batches of the ledger left no audit record.
// params: -
// returns: batches
// access: reads
MATCH (a:Audit)
WITH collect(a.batch) AS told
MATCH (l:Ledger)
WHERE NOT l.batch IN told
RETURN count(l) AS batches
