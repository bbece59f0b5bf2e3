// name: images
// about: The packed blocks of what a commit touched.
// params: sequence
// returns: data
// access: reads
MATCH (i:Image {sequence: $sequence})
RETURN i.data AS data ORDER BY i.part
