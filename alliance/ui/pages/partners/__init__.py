"""合作建议: suggestions, the decisions on them, rounds for everyone."""
