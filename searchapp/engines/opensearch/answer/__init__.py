"""What the cluster answers as a result: hits, facets, a timeline."""
