"""What is known of parties and between them at a date."""
