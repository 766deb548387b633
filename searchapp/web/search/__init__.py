"""The search page: results, facets, feeds."""
