"""From rows of values to changes: who is who, relations, and the checks over all rows."""
