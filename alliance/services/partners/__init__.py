"""Partners: suggestions with their reasons, the decisions on them, rounds for everyone, the engine measured."""
