"""Whom should this workshop meet, and why: suggestions that are the sum of their reasons.

    ground (what is known) → candidates → terms (named, additive) → order → suggestions

``suggesting.suggest`` is the door of the product. ``history`` is the numeric heart that the
product and the measured benchmark share: who took part in what, and when.
"""
