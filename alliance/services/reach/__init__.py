"""Reach: how far each workshop goes beyond its own unit, the worklist made of it, and its progress."""
