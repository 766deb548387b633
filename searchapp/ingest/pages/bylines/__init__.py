"""Who wrote a story: the people that a byline names, and where a page shows one."""
