"""The pictures as files: SVG for a document, one HTML page that opens anywhere without a network."""
