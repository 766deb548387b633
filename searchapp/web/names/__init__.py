"""The pages about names: one name, which may be one, merging and telling apart."""
