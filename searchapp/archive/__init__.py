"""An archive as one thing: an index under names and corrections, questions, indexing, saved queries."""

from __future__ import annotations

from pathlib import Path

from searchapp.engines import Place, folder_of

DERIVED = "derived"
"""The folder in the data folder that has what may be deleted at any time, and is in no backup."""


def derived_folder(place: Place, data: Path) -> Path:
    """Where what is derived of stories is kept: in the index's folder or, where it lies in none, in `data`."""
    return folder_of(place) or data / DERIVED
