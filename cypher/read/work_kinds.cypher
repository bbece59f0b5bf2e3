// name: work_kinds
// about: The kinds of the work records there are.
// params: -
// returns: kind
// access: reads
// same as: alliance.stores.port.GraphStore.work_kinds
MATCH (w:Work) RETURN DISTINCT w.kind AS kind ORDER BY kind
