// name: add_staged
// about: Packed blocks of changes enter the staging area.
// params: batch, count, facts, rows
// returns: -
// access: writes
MATCH (s:Stage {batch: $batch})
SET s.count = $count, s.facts = coalesce($facts, s.facts)
WITH s
UNWIND $rows AS row
CREATE (b:Staged) SET b = row, b.batch = s.batch
