// name: staged_block
// about: One packed block of changes.
// params: batch, sort, part
// returns: data
// access: reads
MATCH (b:Staged {batch: $batch})
WHERE b.sort = $sort AND b.part = $part
RETURN b.data AS data
