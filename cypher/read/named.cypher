// name: named
// about: Nodes that answer exactly to a name, an alias or a number, both sides folded.
// params: keys
// returns: at, labels, props
// access: reads
// same as: alliance.stores.port.GraphStore.find_named
UNWIND $keys AS key
CALL (key) {
  MATCH (n:Entity {named: key.text}) RETURN n
  UNION
  MATCH (n:Entity {numbered: key.text}) RETURN n
  UNION
  MATCH (n:Entity) WHERE n.called CONTAINS key.line RETURN n
}
WITH key, n WHERE key.kind IN labels(n)
RETURN key.at AS at, labels(n) AS labels, properties(n) AS props
ORDER BY at, n.id
