"""Time: the window, what of a tie holds on a day, and recognition."""
