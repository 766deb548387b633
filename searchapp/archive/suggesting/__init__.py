"""What else may be meant by a query: other spellings of its words, and how it may go on."""
