"""An archive as one thing: an index under names and corrections, questions, indexing, saved queries."""
