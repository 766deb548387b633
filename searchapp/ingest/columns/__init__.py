"""Which key of an object, or which column of a table, is which field of a story, and how such files are parted."""
