"""What is to be said of the files in the data folder: which can't be read, and what was set aside."""

from __future__ import annotations

from pathlib import Path

from searchapp import authority, correction_file
from searchapp.errors import SearchAppError
from searchapp.saved import SavedQueries


def data_notices(data: Path) -> tuple[str, ...]:
    """A line each; none where all is well. Saved queries that are found damaged are mended."""
    said: list[str] = []
    corrections = data / correction_file.FILE_NAME
    try:
        authority.load_authority(data / authority.FILE_NAME)
    except SearchAppError as error:
        said.append(str(error))
    try:
        if notice := correction_file.read_corrections(corrections).notice:
            said.append(notice)
    except SearchAppError as error:
        said.append(str(error))
    said += correction_file.corrections_set_aside(corrections)
    try:
        said += SavedQueries(data).notices()
    except SearchAppError as error:
        said.append(str(error))
    return tuple(said)
