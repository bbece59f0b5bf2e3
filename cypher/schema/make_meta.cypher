// name: make_meta
// about: The one node with counters and marks; made where it is not there.
// params: values
// returns: meta
// access: writes
MERGE (m:Meta {one: 1}) ON CREATE SET m += $values RETURN properties(m) AS meta
