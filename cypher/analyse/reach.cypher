// name: reach
// about: How far the recent contacts of each workshop go on a day (rules §5); of these workshops, or of all where no id is given.
// params: ids, day, opened, windows, new_after, small, system_ranks, exempt, only_confirmed, later
// returns: id, name, code, confirmed, checked
// access: reads
// same as: alliance.network.reach.reach
CALL () {
  UNWIND $ids AS id
  MATCH (p:Entity {id: id}) WHERE p:Workshop
  RETURN p
  UNION
  MATCH (p:Workshop) WHERE size($ids) = 0
  RETURN p
}
OPTIONAL CALL (p) {
  // the earliest dated recognition
  UNWIND [[p.first_day, p.last_day]] + COLLECT { MATCH (p)-[t:RECOGNISED_BY]->() RETURN [t.first_day, t.last_day] } AS named
  WITH named WHERE named[0] IS NOT NULL
  RETURN named ORDER BY named[0], named[1] LIMIT 1
}
WITH p, named WHERE NOT p.id IN $later
WITH p, named, p AS q
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
WITH p, named, unit AS my_unit, parent AS my_parent, systems AS my_systems, null AS only, coalesce($windows[[label IN labels(unit) WHERE label <> 'Entity'][0]], $opened) AS since
CALL (p, only, my_unit, my_parent, my_systems, since) {
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
  WITH my_unit, my_parent, my_systems, other, other AS q, upto >= since AND NOT (undated AND other:Group) AS live
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
  WITH live, CASE
      WHEN other:Group THEN 4
      WHEN unit = my_unit THEN 1
      WHEN parent = my_parent THEN 2
      WHEN NOT other:Workshop THEN 4
      WHEN any(system IN systems WHERE system IN my_systems) THEN 3
      ELSE 5 END AS width
  RETURN coalesce(max(CASE WHEN live THEN width END), 0) AS widest, coalesce(max(CASE WHEN NOT live THEN width END), 0) > 1 AS once_outside
}
CALL (p, my_unit, widest, once_outside) {
  // where nothing else is on record: a running alliance with a member outside the unit
  UNWIND CASE WHEN widest = 0 AND NOT once_outside THEN [p] ELSE [] END AS me
  CALL (me) {
    RETURN me AS member
    UNION
    MATCH (member:Person)-[t:LEADS]->(me)
    WHERE coalesce(t.first_day, 0) <= $day AND coalesce(t.until_day, $day) >= $day
    RETURN member
  }
  MATCH (member)-[t:MEMBER_OF]->(alliance:Alliance)
  WHERE coalesce(t.first_day, 0) <= $day AND coalesce(t.until_day, $day) >= $day
    AND coalesce(alliance.first_day, 0) <= $day AND coalesce(alliance.until_day, $day) >= $day
  MATCH (alliance)<-[t2:MEMBER_OF]-(x)
  WHERE coalesce(t2.first_day, 0) <= $day AND coalesce(t2.until_day, $day) >= $day
  CALL (x) {
    UNWIND CASE WHEN x:Person THEN [] ELSE [x] END AS q
    RETURN q
    UNION
    MATCH (x:Person)-[t:LEADS]->(q)
    WHERE coalesce(t.first_day, 0) <= $day AND coalesce(t.until_day, $day) >= $day
    RETURN q
  }
  WITH DISTINCT my_unit, me, q WHERE q <> me AND NOT q.id IN $later
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
  RETURN count(CASE WHEN q:Group OR unit IS NULL OR my_unit IS NULL OR unit <> my_unit THEN 1 END) > 0 AS in_alliance
}
WITH p, widest, once_outside OR in_alliance AS outward, named[0] > $new_after AND named[1] <= $day AS fresh, since,
  reduce(newest = 0, i IN range(0, size(coalesce(p.told_lasts, [])) - 1)
    | CASE WHEN p.told_firsts[i] <= $day AND newest < p.told_lasts[i] THEN p.told_lasts[i] ELSE newest END) AS checked
WITH p, checked, 0 < checked AND checked >= since AS confirmed, CASE
    WHEN widest > 0 THEN ['own_unit', 'own_group', 'own_system', 'serving', 'connected'][widest - 1]
    WHEN fresh THEN 'new'
    WHEN outward THEN 'sleeping'
    WHEN 0 < checked AND checked >= since THEN 'none'
    ELSE 'unknown' END AS recorded
RETURN p.id AS id, p.name AS name, CASE
    WHEN p.id IN $exempt THEN 'exempt'
    WHEN $only_confirmed AND NOT confirmed AND recorded IN ['own_system', 'own_group', 'own_unit', 'sleeping'] THEN 'unknown'
    ELSE recorded END AS code, confirmed, checked
ORDER BY id
