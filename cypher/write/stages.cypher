// name: stages
// about: What waits in the staging area, newest first.
// params: -
// returns: stage
// access: reads
// same as: alliance.stores.port.GraphStore.staged_batches
MATCH (s:Stage)
WITH s ORDER BY s.number DESC
RETURN properties(s) AS stage
