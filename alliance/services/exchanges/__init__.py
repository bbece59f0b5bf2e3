"""Exchanges: planning an event, keeping and changing the plan, its papers, what came of it."""
