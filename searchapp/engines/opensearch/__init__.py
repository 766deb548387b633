"""The engine for archives beyond one machine: an OpenSearch cluster that is there already.

address, cluster   where it is, and what speaks to it
layout, documents  how records lie in it, and records as it is given them
view, index        a generation as it is looked at, and as it answers

ask/               a request as what the cluster is asked: words, filters
count/             all that is counted beside the hits
words/             words and names that begin alike, words that are spelled nearly so
answer/            what the cluster says, as results
decided/           decisions laid over a generation
percolate/         which of some new records requests find
write/             generations: built, shown, taken away
"""
