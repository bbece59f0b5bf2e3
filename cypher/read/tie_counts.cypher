// name: tie_counts
// about: How many ties of each kind there are.
// params: -
// returns: kind, ties
// access: reads
// same as: alliance.stores.port.GraphStore.counts
MATCH ()-[t]->() RETURN type(t) AS kind, count(*) AS ties
