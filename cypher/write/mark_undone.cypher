// name: mark_undone
// about: A batch is marked as taken back by another, or (empty) as standing.
// params: batch, undone_by
// returns: -
// access: writes
MATCH (l:Ledger {batch: $batch}) SET l.undone_by = $undone_by
