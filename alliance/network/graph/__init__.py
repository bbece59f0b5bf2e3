"""The graph of live contacts: paths, components, degree, brokerage, communities."""
