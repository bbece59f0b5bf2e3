// name: part
// about: Some nodes, and who recognised them, with the ties among them that start from them: the snapshot of a part of the network.
// params: ids
// returns: labels, node, ties
// access: reads
CALL () {
  UNWIND $ids AS id
  MATCH (n:Entity {id: id})
  RETURN n
  UNION
  // who recognised its workshops: they say from when a workshop is there
  UNWIND $ids AS id
  MATCH (:Entity {id: id})-[:RECOGNISED_BY]->(n)
  RETURN n
}
RETURN labels(n) AS labels,
  [n.id, n.key, n.first_day, n.last_day, n.until_day, n.how_many, n.told_firsts, n.told_lasts, n.system, n.level, n.rank, n.form, n.subkind, n.state] AS node,
  COLLECT {
    MATCH (n)-[t]->(m:Entity)
    WHERE n.id IN $ids AND (m.id IN $ids OR type(t) = 'RECOGNISED_BY')
    RETURN [type(t), m.key, t.key, t.first_day, t.last_day, t.until_day, t.seen_day, t.seen_firsts, t.seen_lasts, t.role, t.how_many]
  } AS ties
