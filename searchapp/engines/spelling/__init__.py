"""Which words are spelled nearly alike, and which of them is likeliest meant; for every engine."""

MOST_RESPELLED = 4
"""Words of a query for which others are sought."""
MOST_INSTEAD = 4
"""Other words for one."""
