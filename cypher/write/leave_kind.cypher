// name: leave_kind
// about: Nodes lose the label of a kind, by id: they are to be of another.
// params: ids
// returns: -
// access: writes
// kind: Workshop
UNWIND $ids AS id
MATCH (n:Entity {id: id})
REMOVE n:Workshop
