"""The whole network at sight: a disc for each group, a dot for each workshop, a bow where two groups are joined."""
