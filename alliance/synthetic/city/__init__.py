"""One made-up city: its units, workshops, contacts and life."""
