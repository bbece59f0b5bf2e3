// name: ledger_entry
// about: A batch of the ledger by its id.
// params: batch
// returns: entry
// access: reads
MATCH (l:Ledger {batch: $batch}) RETURN properties(l) AS entry
