// name: degrees
// about: Kind of some nodes and how many ties each has in all.
// params: ids
// returns: id, kind, ties
// access: reads
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id, [label IN labels(n) WHERE label <> 'Entity'][0] AS kind, COUNT { (n)--() } AS ties
