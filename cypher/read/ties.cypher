// name: ties
// about: Ties by id, of any kind; made from the vocabulary by alliance.stores.cypher_files.ties_by_id.
// params: ids
// returns: kind, source, target, props
// access: reads
// same as: alliance.stores.port.GraphStore.ties
UNWIND $ids AS id
CALL (id) {
  MATCH (a)-[t:COOPERATES_WITH {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:SIGNED_AGREEMENT_WITH {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:PAIRED_WITH {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:SERVES {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:EXCHANGED_WITH {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:VISITED {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:MET {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:HOSTED_BY {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:LEADS {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:EMPLOYED_BY {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:BELONGS_TO_UNION {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:SUBORDINATE_TO {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:LOCATED_IN {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:PART_OF {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:IN_INDUSTRY {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:CLASSED_AS {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:RECOGNISED_BY {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:MEMBER_OF {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:LEADS_ALLIANCE {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:ESTABLISHED {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:GUIDES {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:HAS_CRAFT {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:SUBSIDIARY_OF {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:SUCCEEDED_BY {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:UPSTREAM_OF {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:NEEDS {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:OFFERS {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:PARTICIPATES_IN {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:ORGANISES {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:HOLDS_HONOUR {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:MENTORS {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:ADDRESSES {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:RAISED {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:CLAIMED {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:SOLVED {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:PARTY_TO {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:PRODUCED {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
  UNION ALL
  MATCH (a)-[t:SIGNED_INTENT_WITH {id: id}]->(b) RETURN properties(t) AS props, type(t) AS kind, a.id AS source, b.id AS target
}
RETURN kind, source, target, props
