"""What decisions change in the columns: rejected statements go, facet values follow the corrected story, a name
that two people bear is told apart by story, what the archive shows to be one person's name is that person's, and
stories have the tags that people gave them.

The index on disk stays as it was built. Each decision makes new columns of those before it.
"""
