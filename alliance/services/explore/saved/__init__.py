"""常看的图: addresses of pages kept under a name."""
