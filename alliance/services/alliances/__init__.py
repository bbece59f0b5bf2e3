"""Use cases on alliances: kinds and activity of each, candidate members for a new one."""
