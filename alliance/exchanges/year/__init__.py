"""A year of exchanges: who hosts and who comes to each, so that most new meetings and most missing links come about."""
