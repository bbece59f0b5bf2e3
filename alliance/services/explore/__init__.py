"""Explore: find a node, its card, its surroundings, the ways between two, and what is due."""
