"""The search page: results and facets."""
