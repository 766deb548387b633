"""What a header, a page or a record says about a story, and how it is merged."""
