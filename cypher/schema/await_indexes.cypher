// name: await_indexes
// about: Wait until every index is filled.
// params: seconds
// returns: -
// access: reads
CALL db.awaitIndexes($seconds)
