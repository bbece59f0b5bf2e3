"""Reach: how far the contacts of a workshop go, why, and the evidence."""
