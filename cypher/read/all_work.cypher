// name: all_work
// about: All work records, by kind and id.
// params: -
// returns: kind, id, state, data, version
// access: reads
MATCH (w:Work)
RETURN w.kind AS kind, w.id AS id, w.state AS state, w.data AS data, w.version AS version
ORDER BY kind, id
