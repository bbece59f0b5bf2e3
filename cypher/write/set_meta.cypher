// name: set_meta
// about: Counters and marks as they are after a commit.
// params: values
// returns: -
// access: writes
MATCH (m:Meta) SET m += $values
