// name: lock_meta
// about: Take the lock of all writers, and read the counters under it.
// params: batch
// returns: meta
// access: writes
MATCH (m:Meta) SET m.held_by = $batch RETURN properties(m) AS meta
