"""Contacts: who with whom, since when, over what, and how they look on a day."""
