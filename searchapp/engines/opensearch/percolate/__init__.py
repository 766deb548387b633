"""New records held against queries: which of these have to be asked again."""
