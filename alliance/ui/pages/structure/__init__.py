"""谁在牵线 and 对比: who stands between, then and now."""
