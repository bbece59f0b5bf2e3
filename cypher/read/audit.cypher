// name: audit
// about: The newest audit records, newest first.
// params: limit
// returns: record
// access: reads
// same as: alliance.stores.port.GraphStore.audit
MATCH (a:Audit)
WITH a ORDER BY a.sequence DESC LIMIT $limit
RETURN properties(a) AS record
