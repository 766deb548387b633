"""What is to be said of the files in the data folder: which can't be read, and what was set aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from searchapp.archive.saved_queries import SavedQueries
from searchapp.collections import kept_file, tags_file, verdicts_file
from searchapp.collections.kept_file import read_kept
from searchapp.collections.tags_file import read_tags
from searchapp.collections.verdicts_file import read_verdicts
from searchapp.curation import authority_file, corrections_file
from searchapp.errors import SearchAppError


def data_notices(data: Path) -> tuple[str, ...]:
    """A line each; none where all is well. Saved queries that are found damaged are mended."""
    said: list[str] = []
    corrections = data / corrections_file.FILE_NAME
    try:
        authority_file.load_authority(data / authority_file.FILE_NAME)
    except SearchAppError as error:
        said.append(str(error))
    files: tuple[Callable[[], str], ...] = (
        lambda: corrections_file.read_corrections(corrections).notice,
        lambda: read_tags(data / tags_file.FILE_NAME).notice,
        lambda: read_kept(data / kept_file.FILE_NAME).notice,
        lambda: read_verdicts(data / verdicts_file.FILE_NAME).notice,
    )
    for notice_of in files:
        try:
            said += filter(None, [notice_of()])
        except SearchAppError as error:
            said.append(str(error))
    said += corrections_file.corrections_set_aside(corrections)
    try:
        said += SavedQueries(data).notices()
    except SearchAppError as error:
        said.append(str(error))
    return tuple(said)
