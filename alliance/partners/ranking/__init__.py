"""From candidates to ordered lists, weights, and rounds for everyone."""
