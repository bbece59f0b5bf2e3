// name: add_audit
// about: Records are added to the audit chain.
// params: rows
// returns: -
// access: writes
UNWIND $rows AS row
CREATE (a:Audit) SET a = row
