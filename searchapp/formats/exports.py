"""Stories in the forms other programs take: JSON Lines, CSV, RIS, BibTeX, CSL-JSON. Pure; text in, text out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from searchapp.formats.interchange import story_to_json
from searchapp.model import Story

CSV_COLUMNS = ("id", "title", "outlet", "published", "url", "byline", "text")
BYTE_ORDER_MARK = "\ufeff"
"""What tells a spreadsheet that a file is UTF-8; other programs would take it for a part of "id"."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, "CSV injection"): such a one gets an apostrophe."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(_FORMULA) else text


def csv_line(cells: Iterable[object]) -> str:
    """One row of CSV (RFC 4180), with its line end."""
    return csv_block([cells])


def csv_block(rows: Iterable[Iterable[object]]) -> str:
    """Rows of CSV (RFC 4180), each with its line end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([csv_cell(c) for c in cells] for cells in rows)
    return out.getvalue()


def to_jsonl(stories: Iterable[Story]) -> Iterator[str]:
    """One JSON object a line: the whole story as ingested, with its source and what was found in it."""
    for story in stories:
        yield json.dumps(story_to_json(story), ensure_ascii=False) + "\n"


def to_csv(stories: Iterable[Story]) -> Iterator[str]:
    """A header line, then a row a story."""
    yield csv_line(CSV_COLUMNS)
    for story in stories:
        yield csv_line(getattr(story, name) for name in CSV_COLUMNS)


def to_excel(stories: Iterable[Story]) -> Iterator[str]:
    """CSV that Excel reads as UTF-8."""
    yield BYTE_ORDER_MARK
    yield from to_csv(stories)


def to_ris(stories: Iterable[Story]) -> Iterator[str]:
    """RIS records of type NEWS; a line break within a value would end it, and becomes a space."""
    for story in stories:
        tags = [
            ("TY", "NEWS"),
            ("TI", story.title),
            ("AU", story.byline),
            ("JF", story.outlet),
            ("DA", story.published.strftime("%Y/%m/%d/") if story.published else None),
            ("UR", story.url),
            ("LA", story.language),
            ("ID", story.id),
        ]
        yield "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in tags if value) + "ER  - \r\n"


def to_bibtex(stories: Iterable[Story]) -> Iterator[str]:
    """BibTeX entries of type @article; braces and TeX's special characters are escaped."""
    for story in stories:
        fields = {
            "title": story.title,
            "author": f"{{{_tex(story.byline)}}}" if story.byline else None,
            "journal": story.outlet,
            "year": str(story.published.year) if story.published else None,
            "date": story.published.isoformat() if story.published else None,
            "url": re.sub(r"[{}\\\s]", lambda m: f"%{ord(m[0]):02X}", story.url) if story.url else None,
        }
        raw = {"author", "url"}
        lines = [f"  {k} = {{{v if k in raw else _tex(v)}}}" for k, v in fields.items() if v]
        key = re.sub(r"[^A-Za-z0-9:_-]+", "-", story.id)
        yield f"@article{{{key},\n" + ",\n".join(lines) + "\n}\n"


def to_csl(stories: Iterable[Story]) -> Iterator[str]:
    """One CSL-JSON list, as reference managers import it."""
    yield "[\n"
    for i, story in enumerate(stories):
        day = story.published
        item: dict[str, Any] = {"id": story.id, "type": "article-newspaper"}
        item |= {
            k: v for k, v in {"title": story.title, "container-title": story.outlet, "URL": story.url}.items() if v
        }
        if story.byline:
            item["author"] = [{"literal": story.byline}]
        if day:
            item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
        yield (",\n" if i else "") + json.dumps(item, ensure_ascii=False)
    yield "\n]\n"


FORMATS: dict[str, Callable[[Iterable[Story]], Iterator[str]]] = {
    "jsonl": to_jsonl,
    "csv": to_csv,
    "excel": to_excel,
    "ris": to_ris,
    "bibtex": to_bibtex,
    "csl": to_csl,
}


def _one_line(value: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+", " ", value).strip()


def _tex(value: str) -> str:
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return re.sub(r"[\\{}$&#%_~^]", lambda m: special.get(m[0], "\\" + m[0]), _one_line(value))
