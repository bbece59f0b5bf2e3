"""One cell is understood or asked: words for nothing, approximate numbers, people, levels."""
