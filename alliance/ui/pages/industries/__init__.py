"""行业联系: the matrix, its cells and gaps, what is aimed for, coverage."""
