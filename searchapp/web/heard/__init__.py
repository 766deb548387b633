"""Who was heard: one facet against another for any search, and what one speaker said in all outlets."""
