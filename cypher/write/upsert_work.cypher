// name: upsert_work
// about: Work records, each brought to a state.
// params: rows
// returns: -
// access: writes
UNWIND $rows AS row
MERGE (w:Work {kind: row.kind, id: row.id})
SET w = row
