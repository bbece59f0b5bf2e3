"""The reach of workshops: codes, reasons, evidence and their sentences."""
