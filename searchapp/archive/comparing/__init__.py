"""Stories of an archive against each other: what was found is kept in one file beside the index.

`run` brings it up to date after an index was published; searches and pages read it through `file.ComparedFile`.
"""

from __future__ import annotations

from pathlib import Path

from searchapp.engines import Place, folder_of

FILE_NAME = "compared.sqlite3"


def path_of(place: Place, data: Path) -> Path:
    """The file that has what was found for an index: in its folder, where it lies in one."""
    return (folder_of(place) or data) / FILE_NAME
