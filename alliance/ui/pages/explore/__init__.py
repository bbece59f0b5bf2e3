"""关系图: one node, its surroundings, the ways between two, and the search box."""
