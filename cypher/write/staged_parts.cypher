// name: staged_parts
// about: Which packed blocks of a batch wait, by sort and first position.
// params: batch
// returns: sort, part
// access: reads
MATCH (b:Staged {batch: $batch})
RETURN b.sort AS sort, b.part AS part ORDER BY sort, part
