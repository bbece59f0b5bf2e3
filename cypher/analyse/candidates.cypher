// name: candidates
// about: Whom a party could meet over the partners that both have (resource allocation: a partner with few partners counts for more), with the crafts that both have.
// params: id, day, small, kinds, limit, later
// returns: id, name, allocation, crafts
// access: reads
// same as: alliance.partners.evidence.proximity.Ties.allocation
MATCH (u:Entity {id: $id})
CALL (u) {
  // whoever may have met u, its heads counting for it; what really ties them is worked out below
  MATCH (me)-[:LEADS]->{0,1}(u)
  CALL (me) {
    MATCH (me)-[:COOPERATES_WITH|SIGNED_AGREEMENT_WITH|PAIRED_WITH|SERVES|EXCHANGED_WITH|VISITED|MET]-(x:Entity)
    RETURN x
    UNION
    MATCH (me)-[:PARTY_TO|PRODUCED|PARTICIPATES_IN]->(n)
    WHERE NOT n:Activity OR n.form IN ['symposium', 'exchange', 'salon', 'regular_meeting', 'pairing', 'visit', 'consultation', 'survey']
    MATCH (n)<-[:PARTY_TO|PRODUCED|PARTICIPATES_IN]-(x)
    RETURN x
  }
  MATCH (x)-[:LEADS]->{0,1}(p)
  WHERE p <> u AND (p:Workshop OR p:Enterprise OR p:University OR p:Hospital OR p:PublicInstitution OR p:Cooperative OR p:CraftsmanCollege)
  RETURN DISTINCT p
}
CALL (p) {
  WITH p, null AS only
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
  WITH p, other, via WHERE NOT other:Group
  WITH p, via, collect(other) AS others
  CALL (p, via, others) {
    // a contact of two is an event of its own
    UNWIND CASE WHEN via IS NULL THEN others ELSE [] END AS partner
    RETURN partner, 1.0 AS weight
    UNION ALL
    // a shared project or small meeting is one event of all its parties: the more there are, the less each two are tied
    MATCH (via)<-[:PARTY_TO|PRODUCED|PARTICIPATES_IN]-(x)
    CALL (x) {
      UNWIND CASE WHEN x:Person THEN [] ELSE [x] END AS party
      RETURN party
      UNION ALL
      MATCH (x:Person)-[:LEADS]->(party)
      RETURN party
    }
    WITH DISTINCT p AS me, via AS only, party
    WHERE party:Workshop OR party:Enterprise OR party:University OR party:Hospital OR party:PublicInstitution OR party:Cooperative OR party:CraftsmanCollege
    CALL (party, only) {
      WITH party AS p, only
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
      RETURN count(*) > 0 AS there
    }
    WITH me, party WHERE there
    WITH me, collect(party) AS members
    UNWIND members AS partner
    WITH me, members, partner WHERE partner <> me
    RETURN partner, 1.0 / sqrt(size(members) - 1) AS weight
  }
  RETURN partner, sum(weight) AS tie
}
// each partner that u has too hands on what it gets from u, evenly by its ties
WITH u, p, collect({partner: partner, tie: tie}) AS ties, sum(tie) AS strength
WITH u, ties, [one IN ties WHERE one.partner = u][0].tie / strength AS share
WHERE share IS NOT NULL
UNWIND ties AS one
WITH u, one.partner AS v, sum(share * one.tie) AS allocation
WHERE v <> u AND any(label IN labels(v) WHERE label IN $kinds)
ORDER BY allocation DESC, v.id
LIMIT $limit
WITH v, allocation, COLLECT {
  MATCH (u) ((a)<-[t:LEADS]-(b) WHERE coalesce(t.first_day, 0) <= $day AND coalesce(t.until_day, $day) >= $day){0,1} (mine)-[own:HAS_CRAFT]->(craft:Craft)
  WHERE coalesce(own.first_day, 0) <= $day AND coalesce(own.until_day, $day) >= $day
  MATCH (v) ((c)<-[t2:LEADS]-(d) WHERE coalesce(t2.first_day, 0) <= $day AND coalesce(t2.until_day, $day) >= $day){0,1} (theirs)-[its:HAS_CRAFT]->(craft)
  WHERE coalesce(its.first_day, 0) <= $day AND coalesce(its.until_day, $day) >= $day
  RETURN DISTINCT craft.id AS craft ORDER BY craft
} AS crafts
RETURN v.id AS id, v.name AS name, allocation, crafts
ORDER BY allocation DESC, id
