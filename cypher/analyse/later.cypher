// name: later
// about: Nodes that are not there yet on a day: workshops first recognised after it, whatever else is dated after it.
// params: day
// returns: id
// access: reads
// same as: alliance.network.time.horizon.later
CALL () {
  MATCH (n:Entity)
  WHERE n.from_day > $day
  RETURN n
  UNION
  MATCH (n:Workshop)-[t:RECOGNISED_BY]->()
  WHERE t.first_day > $day AND n.first_day IS NULL
  RETURN n
}
WITH n WHERE NOT n:Workshop OR NOT EXISTS { MATCH (n)-[t:RECOGNISED_BY]->() WHERE t.first_day <= $day }
RETURN n.id AS id
ORDER BY id
