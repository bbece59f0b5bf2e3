"""数据: import, history, settings, templates."""
