// name: audit_chain
// about: All audit records in order.
// params: -
// returns: record
// access: reads
// same as: alliance.stores.port.GraphStore.verify_audit
MATCH (a:Audit) RETURN properties(a) AS record ORDER BY a.sequence
