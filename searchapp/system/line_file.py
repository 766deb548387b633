"""A file of lines that is only ever added to: read whatever is damaged in it, and appended to whole.

This module must not know what a line says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from searchapp.errors import ConfigError
from searchapp.system.disk import append_whole, is_there


def lines_of(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line that is not blank, with its number; none where there is no file.

    ConfigError where it can't be read at all.
    """
    try:
        content = path.read_bytes() if is_there(path) else b""
    except OSError as error:
        raise ConfigError(
            f"{path} can't be read: {error.strerror}.", hint="Mend the file or restore a backup."
        ) from error
    yield from ((number, raw) for number, raw in enumerate(content.split(b"\n"), 1) if raw.strip())


def append_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Add lines, of which each is whole, also behind half a line. DiskError leaves the file as it was."""
    append_whole(path, (b"" if _ends(path) else b"\n") + b"\n".join([*lines, b""]))


def left_out(what: str, damaged: Sequence[str]) -> str:
    """What is to be said of lines that can't be read, each "line 3" or more; "" where there are none."""
    if not damaged:
        return ""
    if len(damaged) == 1:
        return f"A line of the {what} can't be read and is left out ({damaged[0]})."
    return f"{len(damaged):,} lines of the {what} can't be read and are left out (the first: {damaged[0]})."


def _ends(path: Path) -> bool:
    """Whether what is appended begins a line."""
    if not is_there(path) or not path.stat().st_size:
        return True
    with path.open("rb") as f:
        f.seek(-1, 2)
        return f.read() == b"\n"
