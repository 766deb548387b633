"""What every page is made of: parts, links, hits, pagers."""
