"""Which stories tell of one event: how like two stories are, and stories that are like each other taken together.

Names and words count by how rare they are in the archive, stories of days far apart are less like each other, and
copy that two share speaks for one event. A story is in one event at most. Must not know where this is kept.
"""
