"""名录: the register, and acts on one record."""
