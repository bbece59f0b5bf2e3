"""The parts that every page is made of: colours, glyphs, markup, cards, notes, tables."""
