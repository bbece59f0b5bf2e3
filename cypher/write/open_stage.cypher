// name: open_stage
// about: A batch in the staging area, made where it is not there.
// params: batch, number, at
// returns: count
// access: writes
MERGE (s:Stage {batch: $batch})
ON CREATE SET s.number = $number, s.at = $at, s.count = 0, s.parts = 0, s.facts = '{}'
RETURN s.count AS count
