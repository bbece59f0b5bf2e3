// name: works
// about: Work records by kind and id.
// params: keys
// returns: kind, id, state, data, version
// access: reads
UNWIND $keys AS key
MATCH (w:Work {kind: key[0], id: key[1]})
RETURN w.kind AS kind, w.id AS id, w.state AS state, w.data AS data, w.version AS version
