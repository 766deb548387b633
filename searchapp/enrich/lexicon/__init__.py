"""Words of English that the rules go by."""
