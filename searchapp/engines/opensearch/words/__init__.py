"""The words of an archive: those near to another, those that begin alike, and how they are written.

`written` has each word of a story by its exact form, and after a stroke as it is written, where that is otherwise.
"""
