// name: workshop_ids
// about: The ids of all workshops, in order.
// params: -
// returns: id
// access: reads
MATCH (p:Workshop)
RETURN p.id AS id
ORDER BY id
