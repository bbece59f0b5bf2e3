"""交流策划: a plan from the wish to what came of it."""
