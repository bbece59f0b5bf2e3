// name: matrix_workshops
// about: How many workshops stand in each industry group on a day (rules §6); of these workshops, or of all where no id is given.
// params: ids, day, roles, labels, unknown, system_ranks
// returns: label, workshops
// access: reads
// same as: alliance.network.mixing.matrix.mixing
CALL () {
  UNWIND $ids AS id
  MATCH (q:Entity {id: id}) WHERE q:Workshop
  RETURN q
  UNION
  MATCH (q:Workshop) WHERE size($ids) = 0
  RETURN q
}
WITH q
WHERE q.first_day <= $day OR EXISTS { MATCH (q)-[t:RECOGNISED_BY]->() WHERE t.first_day <= $day }
  OR (q.first_day IS NULL AND NOT EXISTS { MATCH (q)-[t:RECOGNISED_BY]->() WHERE t.first_day IS NOT NULL })
// part: place of q
OPTIONAL CALL (q) {
  // the organisation itself, or the host that holds on the day: the latest start, then the smallest id
  CALL (q) {
    UNWIND CASE WHEN q:Enterprise OR q:University OR q:Hospital OR q:PublicInstitution OR q:Cooperative OR q:CraftsmanCollege THEN [q] ELSE [] END AS host
    RETURN host
    UNION ALL
    MATCH (q)-[t:HOSTED_BY]->(host)
    WHERE coalesce(t.first_day, 0) <= $day AND coalesce(t.until_day, $day) >= $day
    RETURN host ORDER BY coalesce(t.first_day, 0) DESC, host.id LIMIT 1
  }
  // up to the legal person and forward to its successor: the longest way of steps that are each the first choice
  MATCH way = (host) ((a)-[t:PART_OF|SUCCEEDED_BY]->(b)
    WHERE coalesce(t.first_day, 0) <= $day AND coalesce(t.until_day, $day) >= $day AND NOT EXISTS {
      MATCH (a)-[o:PART_OF|SUCCEEDED_BY]->(c)
      WHERE coalesce(o.first_day, 0) <= $day AND coalesce(o.until_day, $day) >= $day AND (type(o) < type(t) OR (type(o) = type(t)
        AND (coalesce(o.first_day, 0) > coalesce(t.first_day, 0) OR (coalesce(o.first_day, 0) = coalesce(t.first_day, 0) AND c.id < b.id))))
    }){0,30} ()
  WITH host, nodes(way) AS passed ORDER BY size(passed) DESC LIMIT 1
  // what leads back (an error of the record) stands for its smallest id: that of the nodes passed since the last was passed first
  WITH host, passed[[i IN range(0, size(passed) - 1) WHERE passed[i] = passed[-1]][0]..] AS ring
  WITH host, reduce(least = ring[0], n IN ring | CASE WHEN n.id < least.id THEN n ELSE least END) AS unit
  // the topmost parent; a parent counts as its own legal person
  MATCH way = (unit) ((a)-[t:PART_OF|SUCCEEDED_BY|SUBSIDIARY_OF]->(b)
    WHERE coalesce(t.first_day, 0) <= $day AND coalesce(t.until_day, $day) >= $day AND NOT EXISTS {
      MATCH (a)-[o:PART_OF|SUCCEEDED_BY|SUBSIDIARY_OF]->(c)
      WHERE coalesce(o.first_day, 0) <= $day AND coalesce(o.until_day, $day) >= $day
        AND ((type(o) <> type(t) AND (type(o) = 'PART_OF' OR type(t) = 'SUBSIDIARY_OF')) OR (type(o) = type(t)
        AND (coalesce(o.first_day, 0) > coalesce(t.first_day, 0) OR (coalesce(o.first_day, 0) = coalesce(t.first_day, 0) AND c.id < b.id))))
    }){0,30} ()
  WITH host, unit, nodes(way) AS passed ORDER BY size(passed) DESC LIMIT 1
  WITH host, unit, passed[[i IN range(0, size(passed) - 1) WHERE passed[i] = passed[-1]][0]..] AS ring
  WITH host, unit, reduce(least = ring[0], n IN ring | CASE WHEN n.id < least.id THEN n ELSE least END) AS parent
  // its own field, else the lowest industry or system unions above it, not past a territorial one
  RETURN host, unit, parent, CASE WHEN coalesce(unit.system, '') <> '' THEN ['text ' + unit.system] ELSE COLLECT {
    MATCH (unit)-[t:BELONGS_TO_UNION]->(low)
    WHERE coalesce(t.first_day, 0) <= $day AND coalesce(t.until_day, $day) >= $day
    MATCH (low) ((a)-[up:SUBORDINATE_TO]->(b)
      WHERE coalesce(up.first_day, 0) <= $day AND coalesce(up.until_day, $day) >= $day AND coalesce(a.subkind, '') <> 'territorial'
        AND NOT (coalesce(a.subkind, '') IN ['industry', 'system'] AND coalesce(a.rank, '') IN $system_ranks)){0,63} (high)
    WHERE high.subkind IN ['industry', 'system'] AND high.rank IN $system_ranks
    RETURN DISTINCT CASE WHEN coalesce(high.system, '') <> '' THEN 'text ' + high.system ELSE 'union ' + high.id END
  } END AS systems
}
// end
// part: industry of q
OPTIONAL CALL (q, host, unit) {
  // by its own ties in the order of the roles, else by those of its host, else by those of its unit; the lowest code
  UNWIND [0, 1, 2] AS far
  WITH CASE far WHEN 0 THEN q WHEN 1 THEN host ELSE unit END AS at, CASE far WHEN 0 THEN $roles ELSE ['host', 'craft_main', 'craft', ''] END AS roles, far
  MATCH (at)-[t:IN_INDUSTRY]->(industry)
  WHERE coalesce(t.first_day, 0) <= $day AND coalesce(t.until_day, $day) >= $day AND coalesce(t.role, '') IN roles
  RETURN industry ORDER BY far, [i IN range(0, size(roles) - 1) WHERE roles[i] = coalesce(t.role, '')][0], industry.id LIMIT 1
}
// end
RETURN coalesce($labels[substring(industry.id, size(split(industry.id, ':')[0]) + 1)], $unknown) AS label, count(*) AS workshops
ORDER BY label
