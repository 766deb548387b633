"""Citations of one story or passage, for reference managers."""
