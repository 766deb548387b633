"""The words of an archive: those near to another, those that begin alike, and how they are written."""
