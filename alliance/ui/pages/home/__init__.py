"""首页: search, figures, ready questions, and the first run."""
