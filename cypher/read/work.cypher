// name: work
// about: The work records of a kind, by id.
// params: kind
// returns: kind, id, state, data, version
// access: reads
// same as: alliance.stores.port.GraphStore.work
MATCH (w:Work {kind: $kind})
RETURN w.kind AS kind, w.id AS id, w.state AS state, w.data AS data, w.version AS version
ORDER BY id
