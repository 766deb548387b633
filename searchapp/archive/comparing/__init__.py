"""Stories of an archive against each other: what was found is kept in one file beside the index.

`run` brings it up to date after an index was published; searches and pages read it through `file.ComparedFile`.
"""

from __future__ import annotations

from pathlib import Path

from searchapp.archive import derived_folder
from searchapp.engines import Place

FILE_NAME = "compared.sqlite3"


def path_of(place: Place, data: Path) -> Path:
    """The file that has what was found for an index."""
    return derived_folder(place, data) / FILE_NAME
