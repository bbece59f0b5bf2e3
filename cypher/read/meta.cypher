// name: meta
// about: Counters and marks of the store.
// params: -
// returns: meta
// access: reads
// same as: alliance.stores.port.GraphStore.info
MATCH (m:Meta) RETURN properties(m) AS meta
