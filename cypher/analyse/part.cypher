// name: part
// about: Some nodes with the ties among them that start from them: the snapshot of a part of the network.
// params: ids
// returns: labels, node, ties
// access: reads
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN labels(n) AS labels,
  [n.id, n.key, n.first_day, n.last_day, n.until_day, n.how_many, n.check_days, n.system, n.level, n.rank, n.form, n.subkind, n.state] AS node,
  COLLECT {
    MATCH (n)-[t]->(m:Entity)
    WHERE m.id IN $ids
    RETURN [type(t), m.key, t.key, t.first_day, t.last_day, t.until_day, t.seen_day, t.seen_days, t.role, t.how_many]
  } AS ties
