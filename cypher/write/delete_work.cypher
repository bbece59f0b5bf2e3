// name: delete_work
// about: Work records go.
// params: keys
// returns: -
// access: writes
UNWIND $keys AS key
MATCH (w:Work {kind: key[0], id: key[1]})
DELETE w
