// name: above
// about: Where some nodes belong: hosts, legal persons, groups, unions, regions and industries up to the top, and the territorial unions of these regions.
// params: ids
// returns: id
// access: reads
CALL () {
  UNWIND $ids AS id
  MATCH (:Entity {id: id})-[:HOSTED_BY|PART_OF|SUCCEEDED_BY|SUBSIDIARY_OF|BELONGS_TO_UNION|SUBORDINATE_TO|LOCATED_IN|IN_INDUSTRY]->{0,20}(n)
  RETURN DISTINCT n
}
CALL (n) {
  RETURN n AS found
  UNION
  MATCH (n:Region)<-[:LOCATED_IN]-(found:TradeUnion {subkind: 'territorial'})
  RETURN found
}
RETURN DISTINCT found.id AS id
ORDER BY id
