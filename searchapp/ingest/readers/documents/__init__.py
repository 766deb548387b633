"""Readers of documents that word processors and printers make; `story` makes a story of what a reader finds."""
