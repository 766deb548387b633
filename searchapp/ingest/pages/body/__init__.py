"""The text of a page: what a reader sees of it, what of that is the article, and its own words."""
