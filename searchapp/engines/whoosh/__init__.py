"""The embedded engine: Whoosh stores and posts, numpy answers.

schema      what Whoosh stores: fields, our tokens, compact positions
generation  one published state on disk: pointer, manifest, hashes, lock
columns     per-generation arrays beside the Whoosh index: kinds, dates, lengths, facets
builder     writes a generation
postings    a term's postings out of Whoosh as arrays
executor    query AST -> matching record numbers and scores
timeline    a histogram of days
corrected   what readers' corrections change in the columns
index       puts these together and answers a SearchRequest

The index on disk stays one that stock Whoosh opens and queries (with this package importable).
"""
