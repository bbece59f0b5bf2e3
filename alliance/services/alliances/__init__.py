"""Alliances: what they are by rule, how they live, whom a new one could begin with."""
