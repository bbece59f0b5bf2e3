"""An alliance on a day: its facts, its kinds by rule, its activity."""
