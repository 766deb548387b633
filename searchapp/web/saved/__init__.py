"""Saved queries: the list, and the permanent link of each."""
