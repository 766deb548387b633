"""Who may speak, by the meaning of nouns: what a noun is, and what a source without a name is."""
