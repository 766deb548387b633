"""One reader a format: a source in, stories and failures out."""
