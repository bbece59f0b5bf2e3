// name: stage
// about: One batch of the staging area.
// params: batch
// returns: stage
// access: reads
MATCH (s:Stage {batch: $batch}) RETURN properties(s) AS stage
