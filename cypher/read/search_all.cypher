// name: search_all
// about: Nodes whose id, number, name or alias holds a text, best first, or sounds like it, by looking at all of them: one Chinese character, letters, digits, signs.
// params: ids, key, line, begin, parts, kinds, limit, without, sounds
// returns: best, labels, props, total
// access: reads
// same as: alliance.stores.port.GraphStore.find
MATCH (n:Entity)
WITH DISTINCT n
WHERE (size($kinds) = 0 OR any(label IN labels(n) WHERE label IN $kinds)) AND NOT n.id IN $without
WITH n, n.id IN $ids AS is_id, CASE
    WHEN n.numbered = $key THEN 1
    WHEN n.named = $key THEN 6
    WHEN n.called CONTAINS $line THEN 11
    WHEN n.named STARTS WITH $key THEN 14
    WHEN n.numbered STARTS WITH $key THEN 17
    WHEN n.called CONTAINS $begin THEN 19
    WHEN n.named CONTAINS $key THEN 22
    WHEN n.numbered CONTAINS $key THEN 25
    WHEN n.called CONTAINS $key THEN 27
    WHEN size($parts) > 1 AND all(part IN $parts WHERE n.named CONTAINS part OR coalesce(n.called CONTAINS part, false) OR coalesce(n.numbered CONTAINS part, false)) THEN 36
    WHEN any(sound IN $sounds WHERE n.sounded CONTAINS sound) THEN 40
    ELSE 99 END AS best
WITH n, CASE WHEN is_id THEN 0 ELSE best END AS best
WHERE best < 99
WITH n, best ORDER BY best > 0, best / 4, size(n.name), n.id
WITH collect({best: best, node: n}) AS found
UNWIND found[..$limit] AS hit
WITH hit.best AS best, hit.node AS n, size(found) AS total
RETURN best, labels(n) AS labels, properties(n) AS props, total
