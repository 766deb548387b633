"""Many queries at once: a list in, ranked results or a table of counts out.

`lists` reads what people have, `ranked` writes the results of each query, `counted` how many each has and where.
"""

from searchapp.archive.batch.ranked import RANKED_FORMATS

BATCH_FORMATS = (*RANKED_FORMATS, "counts")
"""What the command gives: results, or a table with a row a query."""
