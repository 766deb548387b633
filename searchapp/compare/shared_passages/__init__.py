"""Passages that stories share, edited or not, and those that a story repeats."""
