"""Tables of any origin to checked rows: readers, headings, values, findings, identity."""
