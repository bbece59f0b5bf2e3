// name: delete_ties
// about: Ties of one kind go, by the element id of tie_elements.
// params: elements
// returns: -
// access: writes
// kind: COOPERATES_WITH
UNWIND $elements AS element
MATCH ()-[t:COOPERATES_WITH]->() WHERE elementId(t) = element
DELETE t
