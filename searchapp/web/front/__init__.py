"""The front page, and help."""
