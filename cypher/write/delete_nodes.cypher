// name: delete_nodes
// about: Nodes go, with their ties, by the element id of node_elements.
// params: elements
// returns: -
// access: writes
UNWIND $elements AS element
MATCH (n) WHERE elementId(n) = element
DETACH DELETE n
