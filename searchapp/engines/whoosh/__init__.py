"""The embedded engine: a Whoosh index on disk, beside it columns from which numpy answers.

schema        what Whoosh indexes: fields, our tokens, compact positions
container     a file of named arrays, checked a block at a time
stored        how a story is packed
gather        records -> a part: arrays in memory
merge         parts and segments -> a segment
whoosh_files  a segment's arrays -> the files by which stock Whoosh opens it
builder       writes a generation: parts, segments, tables
generation    one published state on disk: pointer, manifest, digests, lock

segment       one open segment: stories by number, postings of a term
archive       all open segments as one
facet_column  a facet as a matrix, and how it changes
label_search  queries over a facet's labels
columns       the archive's tables: dates, order, lengths, facets
corrected     what readers' corrections change in the tables
postings      where a term stands, over all segments
executor      query AST -> matching record numbers and scores
timeline      a histogram of days
hits          record numbers -> hits with passages and quotations
index         puts these together and answers a SearchRequest

The index on disk stays one that stock Whoosh opens and queries (with this package importable).
"""
