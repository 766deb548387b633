"""Files of JSON objects, one a line, that are only added to: how lines are read and written, whatever they say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from searchapp.errors import ConfigError
from searchapp.system.disk import append_whole, is_there

NO_ROW = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What is raised where a line is not what it should be: by `row_of`, or by looking for what it lacks."""


def lines_of(path: Path) -> list[tuple[int, bytes]]:
    """The lines of a file that are not empty, by number from 1; none where there is no file.

    ConfigError where it can't be read.
    """
    try:
        content = path.read_bytes() if is_there(path) else b""
    except OSError as error:
        raise ConfigError(
            f"{path} can't be read: {error.strerror}.", hint="Mend the file or restore a backup."
        ) from error
    return [(number, raw) for number, raw in enumerate(content.split(b"\n"), 1) if raw.strip()]


def row_of(raw: bytes) -> dict[str, Any]:
    """The object of a line; ValueError or RecursionError where it is none, or no page could print it."""
    row = json.loads(raw.decode("utf-8"))
    if not isinstance(row, dict):
        raise ValueError("it is no object")
    if b"\\u" in raw:
        try:
            written(row)
        except UnicodeEncodeError as error:
            raise ValueError("it has half a character") from error
    return row


def written(row: Mapping[str, Any], *, halves: Literal["strict", "replace"] = "strict") -> bytes:
    """An object as a line, without its end; UnicodeEncodeError for half a character that is not to be replaced."""
    return json.dumps(row, ensure_ascii=False).encode("utf-8", halves)


def append_lines(target: Path, lines: Iterable[bytes]) -> None:
    """Add lines, all or none, after half of one on a line of their own. DiskError leaves the file as it was."""
    append_whole(target, (b"" if _ends(target) else b"\n") + b"".join(line + b"\n" for line in lines))


def _ends(path: Path) -> bool:
    """Whether what is appended begins a line."""
    if not is_there(path) or not path.stat().st_size:
        return True
    with path.open("rb") as f:
        f.seek(-1, 2)
        return f.read() == b"\n"


def left_out(of_what: str, damaged: Sequence[str]) -> str:
    """What is to be said of lines that can't be used, each by what it is called; "" where there are none."""
    match len(damaged):
        case 0:
            return ""
        case 1:
            return f"A line of {of_what} can't be read and is left out ({damaged[0]})."
        case many:
            return f"{many:,} lines of {of_what} can't be read and are left out (the first: {damaged[0]})."
