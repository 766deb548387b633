"""The reader: one story with its matches, statements and names."""
