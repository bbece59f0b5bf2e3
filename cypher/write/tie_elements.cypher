// name: tie_elements
// about: What the server itself names some ties of one kind by, all in one row, within a transaction.
// params: ids
// returns: elements
// access: reads
// kind: COOPERATES_WITH
UNWIND $ids AS id
MATCH ()-[t:COOPERATES_WITH {id: id}]->() USING INDEX SEEK t:COOPERATES_WITH(id)
RETURN collect(elementId(t)) AS elements
