// name: add_images
// about: What records were before a commit, in packed blocks.
// params: rows
// returns: -
// access: writes
UNWIND $rows AS row
CREATE (i:Image) SET i = row
