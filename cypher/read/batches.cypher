// name: batches
// about: Batch ids of sequences, newest first.
// params: sequences
// returns: batch
// access: reads
MATCH (l:Ledger)
WHERE l.sequence IN $sequences
RETURN l.batch AS batch ORDER BY l.sequence DESC
