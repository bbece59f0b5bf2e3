"""Mixing: pairs within and between groups, the gaps, and coverage."""
