// name: matrix
// about: Pairs of workshops in contact on a day, counted by the industry groups of both (rules §6); each pair once, of these workshops as its first by id or of all.
// params: ids, day, opened, windows, small, cooperation, roles, labels, unknown, system_ranks, later
// returns: a, b, pairs
// access: reads
// same as: alliance.network.mixing.matrix.mixing
CALL () {
  UNWIND $ids AS id
  MATCH (p:Entity {id: id}) WHERE p:Workshop
  RETURN p
  UNION
  MATCH (p:Workshop) WHERE size($ids) = 0
  RETURN p
}
WITH p, null AS only
CALL (p, only) {
  // part: contacts of p
  CALL (p, only) {
    // (where only is given, over that shared node alone)
    // p itself, and those who ever led it: their contacts count for it in that time
    CALL (p) {
      RETURN p AS actor, null AS lead
      UNION ALL
      MATCH (actor:Person)-[lead:LEADS]->(p)
      RETURN actor, lead
    }
    CALL (actor, only) {
      MATCH (actor)-[t:COOPERATES_WITH|SIGNED_AGREEMENT_WITH|PAIRED_WITH|SERVES|EXCHANGED_WITH|VISITED|MET]-(x:Entity)
      WHERE only IS NULL AND (NOT x:Group OR (type(t) IN ['SERVES', 'EXCHANGED_WITH', 'VISITED'] AND coalesce(t.how_many, x.how_many, 0) >= 1))
      RETURN x, t, null AS t2, null AS via, t AS told, type(t) IN ['COOPERATES_WITH', 'SIGNED_AGREEMENT_WITH', 'PAIRED_WITH', 'SERVES'] AS cooperation
      UNION ALL
      // a project, agreement or achievement with at most ten named parties
      MATCH (actor)-[t:PARTY_TO|PRODUCED]->(n)
      WHERE coalesce(n = only, true) AND NOT actor:Group AND COUNT {
        MATCH (s)-[k:PARTY_TO|PRODUCED]->(n) WHERE NOT s:Group AND NOT s.id IN $later AND coalesce(CASE WHEN n.first_day IS NULL THEN k.from_day ELSE k.first_day END, 0) <= $day RETURN DISTINCT s
      } <= 10
      MATCH (n)<-[t2:PARTY_TO|PRODUCED]-(x)
      WHERE type(t2) = type(t) AND x <> actor AND NOT x:Group
      RETURN x, t, t2, n AS via, n AS told, true AS cooperation
      UNION ALL
      // a small meeting: all with all
      MATCH (actor)-[t:PARTICIPATES_IN]->(n)
      WHERE coalesce(n = only, true) AND NOT actor:Group AND n.form IN ['symposium', 'exchange', 'salon', 'regular_meeting', 'pairing'] AND coalesce(n.how_many, 0) <= $small AND COUNT {
        MATCH (s)-[k:PARTICIPATES_IN]->(n) WHERE NOT s:Group AND NOT s.id IN $later AND coalesce(CASE WHEN n.first_day IS NULL THEN k.from_day ELSE k.first_day END, 0) <= $day RETURN DISTINCT s
      } <= $small
      MATCH (n)<-[t2:PARTICIPATES_IN]-(x)
      WHERE x <> actor AND NOT x:Group
      RETURN x, t, t2, n AS via, n AS told, false AS cooperation
      UNION ALL
      // a visit: the host with each guest
      MATCH (actor)-[t:PARTICIPATES_IN]->(n)
      WHERE only IS NULL AND NOT actor:Group AND n.form IN ['visit', 'consultation', 'survey']
      MATCH (n)<-[t2:PARTICIPATES_IN]-(x)
      WHERE x <> actor AND NOT x:Group AND (coalesce(t.role, '') = 'host') <> (coalesce(t2.role, '') = 'host')
      RETURN x, t, t2, null AS via, n AS told, false AS cooperation
    }
    CALL (x) {
      UNWIND CASE WHEN x:Person THEN [] ELSE [x] END AS other
      RETURN other, null AS lead2
      UNION ALL
      MATCH (x:Person)-[lead2:LEADS]->(other)
      RETURN other, lead2
    }
    WITH p, other, via, cooperation, lead IS NOT NULL OR lead2 IS NOT NULL AS lifted, t2 IS NULL AND cooperation AS lasting,
      coalesce(told.first_day, 0) AS first, coalesce(told.last_day, 0) AS last, coalesce(told.until_day, 0) AS until,
      coalesce(t.seen_firsts, [t.seen_day]) + coalesce(t2.seen_firsts, [t2.seen_day]) + coalesce(told.told_firsts, []) AS firsts,
      coalesce(t.seen_lasts, [t.seen_day]) + coalesce(t2.seen_lasts, [t2.seen_day]) + coalesce(told.told_lasts, []) AS lasts,
      reduce(latest = 0, d IN [lead.first_day, lead2.first_day] | CASE WHEN latest < d THEN d ELSE latest END) AS begun,
      reduce(soonest = 2147483647, d IN [lead.until_day, lead2.until_day] | CASE WHEN d < soonest THEN d ELSE soonest END) AS ended,
      // told by the day: a node that has a date dates those who took part
      CASE WHEN t2 IS NULL THEN coalesce(t.from_day, 0) <= $day ELSE coalesce(told.from_day, 0) <= $day
        AND coalesce(CASE WHEN told.first_day IS NULL THEN t.from_day ELSE t.first_day END, 0) <= $day
        AND coalesce(CASE WHEN told.first_day IS NULL THEN t2.from_day ELSE t2.first_day END, 0) <= $day END AS stated
    WHERE stated AND NOT p.id IN $later AND NOT other.id IN $later AND other <> p AND CASE WHEN other:Group OR other:Enterprise OR other:University OR other:Hospital
      OR other:PublicInstitution OR other:Cooperative OR other:CraftsmanCollege THEN p:Workshop ELSE other:Workshop END
    // a tie without a beginning is dated by its end, else by its newest source that begins by the day
    WITH *, first = 0 AS vague, 0 < until AND until <= $day AS closed,
      reduce(newest = 0, i IN range(0, size(firsts) - 1) | CASE WHEN firsts[i] <= $day AND newest < lasts[i] THEN lasts[i] ELSE newest END) AS known
    WITH other, via, cooperation, lifted, begun, ended, vague AND NOT closed AS undated,
      CASE WHEN NOT vague THEN first WHEN closed THEN until ELSE known END AS start,
      CASE WHEN vague AND NOT closed THEN known WHEN until > 0 THEN until WHEN lasting AND known > last THEN known ELSE last END AS upto
    WHERE NOT lifted OR (begun <= $day AND ((upto = 0 AND $day <= ended) OR (upto > 0 AND start <= upto AND start <= ended AND begun <= upto AND begun <= ended)))
    RETURN other, via, cooperation, undated, CASE WHEN upto > ended THEN ended ELSE upto END AS upto
  }
  // end
  WITH p, other, cooperation, upto
  WHERE other:Workshop AND p.id < other.id AND cooperation = $cooperation
  RETURN other, max(upto) AS upto
}
WITH p, other, upto
WHERE all(each IN [p, other] WHERE each.first_day <= $day
  OR EXISTS { MATCH (each)-[t:RECOGNISED_BY]->() WHERE t.first_day <= $day }
  OR (each.first_day IS NULL AND NOT EXISTS { MATCH (each)-[t:RECOGNISED_BY]->() WHERE t.first_day IS NOT NULL }))
UNWIND [p, other] AS q
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
WITH p, other, upto, collect(coalesce($labels[substring(industry.id, size(split(industry.id, ':')[0]) + 1)], $unknown)) AS two,
  min(coalesce($windows[[label IN labels(unit) WHERE label <> 'Entity'][0]], $opened)) AS since
WHERE upto >= since
RETURN CASE WHEN two[0] < two[1] THEN two[0] ELSE two[1] END AS a, CASE WHEN two[0] < two[1] THEN two[1] ELSE two[0] END AS b, count(*) AS pairs
ORDER BY a, b
