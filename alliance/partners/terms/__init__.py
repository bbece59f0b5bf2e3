"""The terms: named, additive reasons to meet, by criterion."""
