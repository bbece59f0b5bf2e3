// name: parents
// about: Where ties of one kind lead from some nodes.
// params: ids
// returns: child, parent, tie
// access: reads
// kind: SUBORDINATE_TO
UNWIND $ids AS id
MATCH (c:Entity {id: id})-[t:SUBORDINATE_TO]->(p:Entity)
RETURN c.id AS child, p.id AS parent, t.id AS tie
