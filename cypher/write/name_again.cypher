// name: name_again
// about: The names of nodes as they are searched, written anew.
// params: rows
// returns: -
// access: writes
UNWIND $rows AS row
MATCH (n:Entity {id: row.id})
SET n.named = row.named, n.called = row.called, n.numbered = row.numbered, n.sounded = row.sounded
