"""What is counted beside the hits: facets, a timeline, two facets against each other. All is exact."""
