// name: snapshot
// about: All nodes with the ties that start from them: what the analysis in Python reads.
// params: -
// returns: labels, node, ties
// access: reads
// same as: alliance.stores.port.GraphStore.snapshot
MATCH (n:Entity)
RETURN labels(n) AS labels,
  [n.id, n.key, n.first_day, n.last_day, n.until_day, n.how_many, n.told_firsts, n.told_lasts, n.system, n.level, n.rank, n.form, n.subkind, n.state] AS node,
  COLLECT {
    MATCH (n)-[t]->(m:Entity)
    RETURN [type(t), m.key, t.key, t.first_day, t.last_day, t.until_day, t.seen_day, t.seen_firsts, t.seen_lasts, t.role, t.how_many]
  } AS ties
