"""Structure: who stands between, which communities the contacts make, then and now."""
