// name: kindred
// about: Parties that share an industry, craft, need, offer or region with some nodes, their hosts or heads: for each of these the best connected.
// params: ids, limit
// returns: id
// access: reads
UNWIND $ids AS id
MATCH (n:Entity {id: id})
CALL (n) {
  RETURN n AS own
  UNION
  MATCH (n)-[:HOSTED_BY]->(own) RETURN own
  UNION
  MATCH (n)<-[:LEADS]-(own) RETURN own
}
MATCH (own)-[:IN_INDUSTRY|HAS_CRAFT|NEEDS|OFFERS|LOCATED_IN]->(shared)
WITH DISTINCT shared
CALL (shared) {
  MATCH (shared)<-[:IN_INDUSTRY|HAS_CRAFT|NEEDS|OFFERS|LOCATED_IN]-(x)
  CALL (x) {
    RETURN x AS party
    UNION
    MATCH (x:Person)-[:LEADS]->(party) RETURN party
    UNION
    MATCH (party:Workshop)-[:HOSTED_BY]->(x) RETURN party
  }
  WITH DISTINCT party
  WHERE party:Workshop OR party:Enterprise OR party:University OR party:Hospital OR party:PublicInstitution OR party:Cooperative OR party:CraftsmanCollege
  WITH party.id AS id, COUNT { (party)--() } AS ties ORDER BY ties DESC, id LIMIT $limit
  RETURN id AS found
}
RETURN DISTINCT found AS id
ORDER BY id
