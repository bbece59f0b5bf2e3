"""Industries: the mixing matrix, its cells and gaps, what is aimed for, coverage."""
