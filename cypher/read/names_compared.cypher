// name: names_compared
// about: The name, the aliases and the number of some nodes as they are compared.
// params: ids
// returns: id, names
// access: reads
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id, [n.named, coalesce(n.numbered, '')] + split(coalesce(n.called, ''), '\n') AS names
