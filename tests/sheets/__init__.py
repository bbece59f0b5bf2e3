"""Union sheets made at random with the truth beside them, and the judge that compares a store with it."""
