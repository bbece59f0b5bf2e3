"""One view per page: widgets in, service call, result out."""
