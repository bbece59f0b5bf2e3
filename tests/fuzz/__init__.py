"""The whole path from bytes to a preview under inputs that nobody wrote by hand."""
