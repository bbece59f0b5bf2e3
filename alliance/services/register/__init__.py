"""名录: acts on one object, each dated, with its ground, shown before it is written and undoable."""
