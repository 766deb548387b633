"""The embedded engine: a Whoosh index on disk, beside it columns from which numpy answers.

layout           how records lie in an index: kinds, fields, days, lengths
schema           what Whoosh indexes: its fields, our tokens, compact positions
in_stories       an executor that finds statements by the words of their stories

disk/            one published state of an index
  array_file     a file of named arrays, checked a block at a time
  story_codec    how a story is packed
  segment        one open segment: stories by number, postings of a term
  generation     one published state: manifest, digests, lock
  pointer        CURRENT: which generation answers
  folder         what may be in an index folder, and what is ours

write/           records in, a generation out
  invert         records -> a part: arrays in memory
  merge          parts and segments -> a segment
  whoosh_files   a segment's arrays -> the files by which stock Whoosh opens it
  builder        writes a generation: parts, segments, tables

read/            a request in, an answer out
  stories        all open segments as one
  tables         the archive's tables: dates, order, lengths, facets
  facet_column   a facet as a matrix, and how it changes
  overlay/       what people's decisions change in the tables and titles, a module a decision
  postings       where a term stands, over all segments
  executor       query tree -> matching record numbers and scores
  hits           record numbers -> hits with passages and quotations
  counting       facets, timeline and cross-tab of what was found
  answering      puts these together and answers a SearchRequest

words/           the words of stories and of names
  dictionary     the words of stories, and how stories write them
  labels         the words in a facet's values, and the values that begin so
  known_words    both: what may be meant, and what begins so
index            an open index: the answering, the answers kept, closing
engine           the engine as the program knows it

The index on disk stays one that stock Whoosh opens and queries (with this package importable).
"""
