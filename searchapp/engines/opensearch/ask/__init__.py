"""A request as what the cluster is asked: words, filters, counts."""
