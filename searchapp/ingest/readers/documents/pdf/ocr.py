"""Pages that are pictures, read by the Tesseract that is installed: the picture in, lines with their places out.

The only module that knows it. It runs as a process of its own, with a limit of time for each page.
"""

from __future__ import annotations

import csv
import io
import resource
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from searchapp.errors import IngestError
from searchapp.ingest.readers.documents.pdf.glyphs import Line

PROGRAM = "tesseract"
DOTS_AN_INCH = 300
SECONDS_A_PAGE = 120
_POINTS_A_DOT = 72 / DOTS_AN_INCH
_WORD_LEVEL = "5"
_ENVIRONMENT = {
    "OMP_THREAD_LIMIT": "1",
    "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
    "LC_ALL": "C.UTF-8",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in shades of grey, a byte a dot, row by row."""

    dots: bytes
    width: int
    height: int


def require_tesseract() -> str:
    """Where Tesseract lies; raises IngestError where it is not installed."""
    if found := shutil.which(PROGRAM) or shutil.which(PROGRAM, path=_ENVIRONMENT["PATH"]):
        return found
    raise IngestError(
        "pages without text are to be read by Tesseract, which is not installed: install it"
        " (Debian: apt-get install tesseract-ocr), or index without --ocr"
    )


def lines_of(picture: Picture, number: int) -> tuple[Line, ...]:
    """What a page's picture says, line by line; nothing where it could not be read in time."""
    program = require_tesseract()
    header = f"P5 {picture.width} {picture.height} 255\n".encode()
    try:
        written = _run([program, "stdin", "stdout", "--dpi", str(DOTS_AN_INCH), "tsv"], header + picture.dots)
    except (subprocess.SubprocessError, OSError):
        return ()
    return _lines(written.decode("utf-8", "replace"), number)


def _run(command: list[str], given: bytes) -> bytes:
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_ENVIRONMENT
    ) as process:
        most = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (_least(SECONDS_A_PAGE, most), most))
        try:
            return process.communicate(given, timeout=SECONDS_A_PAGE)[0]
        finally:
            process.kill()


def _least(seconds: int, most: int) -> int:
    return seconds if most == resource.RLIM_INFINITY else min(seconds, most)


def _lines(tsv: str, number: int) -> tuple[Line, ...]:
    """The words of Tesseract's table, those of one line together."""
    found: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") == _WORD_LEVEL and (row.get("text") or "").strip():
            found.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    return _evened([_line(words, number) for words in found.values()])


def _evened(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with one size for all that are about as high: a line without tall letters is measured smaller."""
    if not lines:
        return ()
    usual = median_low(line.size for line in lines)
    return tuple(replace(line, size=usual) if 0.65 < line.size / usual < 1.4 else line for line in lines)


def _line(words: list[dict[str, str]], number: int) -> Line:
    left = min(int(w["left"]) for w in words)
    right = max(int(w["left"]) + int(w["width"]) for w in words)
    heights = sorted(int(w["height"]) for w in words)
    base = sorted(int(w["top"]) + int(w["height"]) for w in words)[len(words) // 2]
    size = max(round(heights[len(heights) // 2] * _POINTS_A_DOT), 1)
    text = " ".join(w["text"].strip() for w in words)
    return Line(text, left * _POINTS_A_DOT, right * _POINTS_A_DOT, base * _POINTS_A_DOT, size, page=number)
