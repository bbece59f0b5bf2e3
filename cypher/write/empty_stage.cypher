// name: empty_stage
// about: A batch leaves the staging area.
// params: batch
// returns: -
// access: writes
MATCH (s:Stage {batch: $batch})
OPTIONAL MATCH (b:Staged {batch: $batch})
DELETE b
WITH DISTINCT s
DELETE s
