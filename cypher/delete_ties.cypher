// name: delete_ties
// about: Ties of one kind go.
// params: ids
// returns: -
// access: writes
// kind: COOPERATES_WITH
UNWIND $ids AS id
MATCH ()-[t:COOPERATES_WITH {id: id}]->()
DELETE t
