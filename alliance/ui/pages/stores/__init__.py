"""现用数据: the stores of this computer, backups, and a store that does not open."""
