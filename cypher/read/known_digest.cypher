// name: known_digest
// about: The newest batch that imported a content and stands.
// params: digest
// returns: entry
// access: reads
// same as: alliance.stores.port.GraphStore.known_digest
MATCH (l:Ledger {digest: $digest})
WHERE l.undone_by = '' AND l.undoes = ''
WITH l ORDER BY l.sequence DESC LIMIT 1
RETURN properties(l) AS entry
