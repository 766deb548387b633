"""searchapp: a self-hosted search engine for news archives.

import searchapp

with searchapp.open("index") as archive:
    answer = archive.search('"foreign fighters"', speaker="Omar Alloush", kind="statement")
"""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchapp.archive.open_archive import Archive

__all__ = ["__version__", "open"]
__version__ = "0.1.0"


def open(
    index: str | PathLike[str] | None = None,
    *,
    data: str | PathLike[str] | None = None,
    config: str | PathLike[str] | None = None,
) -> Archive:
    """The archive of an index and a data folder; `index` is a folder, or an address on a cluster.

    What is not given is as for the commands: SEARCHAPP_INDEX and the like in the environment, then searchapp.toml
    (or `config`), then `index` and `data` in the current folder. Nothing of the archive is read before it is asked
    something. ConfigError for settings that can't be used.
    """
    from searchapp.archive.open_archive import Archive  # noqa: PLC0415 (importing the package loads nothing)
    from searchapp.config import load_settings  # noqa: PLC0415
    from searchapp.engines import named_by, row_of  # noqa: PLC0415

    given: dict[str, str | Path] = {} if data is None else {"data": Path(data)}
    if index is not None:
        engine = named_by(fspath(index))
        given |= {"engine": engine, row_of(engine).setting: fspath(index)}
    return Archive(load_settings(config=Path(config) if config is not None else None, flags=given))
