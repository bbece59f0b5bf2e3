// name: indexes
// about: The indexes that are there, those of constraints among them.
// params: -
// returns: name
// access: reads
SHOW INDEXES YIELD name RETURN name
