// name: all_images
// about: All packed blocks of before-images.
// params: -
// returns: image
// access: reads
MATCH (i:Image) RETURN properties(i) AS image ORDER BY i.sequence, i.part
