"""A sheet is understood before it is read: its facts, its headings, its lines."""
