"""Chosen stories side by side."""
