"""Lists of queries, as people and spreadsheets write them: a line a query, a table with columns, JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from searchapp.archive.questions import question
from searchapp.curation.authority import Authority
from searchapp.errors import BadRequest, IngestError
from searchapp.facets import FACETS
from searchapp.ingest.columns.separated import DELIMITERS, declared_delimiter, form_of, rows
from searchapp.ingest.files.encoding import decode
from searchapp.query.request import SearchRequest

_QUERY = ("q", "query", "text", "name")
"""What the column of queries may be called; of several the first that has any."""
_OWN = {"id", "filters", "class", *_QUERY}
"""What of a row is no choice."""
_KNOWN = (
    _OWN
    | {"kind", "all", "since", "until", "sort", "match"}
    | {f.key for f in FACETS}
    | {f"-{f.key}" for f in FACETS}
)
_SAMPLE = 200
"""Lines that tell what parts the columns."""


@dataclass(frozen=True, slots=True)
class Query:
    """One query of a list: its id, what it asks, and notices on how it was read."""

    id: str
    text: str
    request: SearchRequest
    notices: tuple[str, ...] = ()


def read_queries(path: Path, base: SearchRequest, authority: Authority) -> list[Query]:
    """The queries of a list, each over the defaults of `base` and widened to the names of `authority`.

    BadRequest names the line that can't be used.

    A JSON object has "id", "q", facet keys ("outlet", "-outlet": a value or a list; or all of them under
    "filters"), "all", "kind", "since", "until", "sort", "match". CSV has the same as columns, which
    commas, semicolons or tabs part, as spreadsheets write them. A list without columns has a query a line.
    """
    try:
        text = decode(path.read_bytes())
    except (OSError, IngestError) as error:
        raise BadRequest(
            f"{path}: can't be read: {error}.", hint="Give a CSV or JSON Lines file in UTF-8."
        ) from error
    table = _json_rows(path, text) if text.lstrip().startswith(("{", "[")) else _csv_rows(text, str(path))
    queries = [
        _query(_whole(row, f"{path}, line {line}"), f"{path}, line {line}", line, base, authority)
        for line, row in table
    ]
    ids: set[str] = set()
    for i, query in enumerate(queries):
        if query.id in ids:
            said = "An earlier query has the same id; the results of both stand under it."
            queries[i] = replace(query, notices=(*query.notices, said))
        ids.add(query.id)
    return queries


def _json_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """A row a line; a file that is one JSON list is taken too."""
    if text.lstrip().startswith("["):
        try:
            rows = json.loads(text)
        except ValueError as error:
            raise BadRequest(f"{path}: is not JSON: {error}.", hint="Write one object a line.") from error
        numbered = list(enumerate(rows, 1))
    else:
        numbered = []
        for line, raw in enumerate(text.splitlines(), 1):
            if raw.strip():
                try:
                    numbered.append((line, json.loads(raw)))
                except ValueError as error:
                    raise BadRequest(
                        f"{path}, line {line}: is not JSON: {error}.", hint="Write one object a line."
                    ) from error
    for line, row in numbered:
        if not isinstance(row, dict):
            raise BadRequest(f"{path}, line {line}: is not an object.", hint='Write {"id": "1", "q": "words"}.')
        yield line, row


def texts_in(text: str, name: str) -> tuple[list[tuple[int, str]], list[str]]:
    """What a list asks for, each with its line, and a sentence for each line that can't be read.

    Of a table only the column of queries counts. BadRequest where it has none.
    """
    texts: list[tuple[int, str]] = []
    wrong: list[str] = []
    for line, row in _csv_rows(text, name):
        if isinstance(row, str):
            wrong.append(f"Line {line}: {row}.")
        elif asked := _asked(row):
            texts.append((line, " ".join(asked.split())))
    return texts, wrong


def _whole(row: dict[str, Any] | str, where: str) -> dict[str, Any]:
    """A row that could be read; BadRequest for what is wrong with any other."""
    if isinstance(row, str):
        raise BadRequest(f"{where}: {row}.", hint="Put what has a comma in it between quotation marks.")
    return row


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """A row a query under the names of its first line, or a plain list of queries, one a line.

    A text in place of a row says what is wrong with it.
    """
    lines = [line + "\n" for line in text.split("\n")]
    if mark := declared_delimiter(lines[0]):
        del lines[0]
    delimiters = (mark,) if mark else DELIMITERS
    form = form_of(lines[:_SAMPLE], lambda cells: len(_KNOWN & set(_names(cells))), delimiters=delimiters)
    table = (row for row in rows(lines, form) if row.problem or any(map(str.strip, row.cells)))
    head = next(table, None)
    names = _names(head.cells) if head else []
    if not set(_QUERY) & set(names):
        if _KNOWN & set(names) or _is_table(lines):
            raise BadRequest(
                f"{name} has no column q.",
                hint="The first line names the columns; call the one with the names or queries q.",
            )
        yield from ((number, {"q": line.strip()}) for number, line in enumerate(lines, 1) if line.strip())
        return
    for row in table:
        if row.problem or any(map(str.strip, row.cells[len(names) :])):
            yield row.number, row.problem or "it has more cells than there are columns"
        else:
            yield row.number, {k: v.strip() for k, v in zip(names, row.cells, strict=False) if k and v.strip()}


def _names(cells: Sequence[str]) -> list[str]:
    return [cell.strip().lower() for cell in cells]


def _is_table(lines: Sequence[str]) -> bool:
    """Whether all lines have as many cells, more than one; "Finch, Dora" is a name and no such line."""
    there = [line.strip() for line in lines if line.strip()]
    for mark in DELIMITERS:
        counts = {(line.replace(", ", " ") if mark == "," else line).count(mark) for line in there}
        if len(counts) == 1 and counts != {0}:
            return True
    return not there


def _query(row: dict[str, Any], where: str, line: int, base: SearchRequest, authority: Authority) -> Query:
    text = _asked(row)
    chosen = {k: v for k, v in row.items() if k not in _OWN and v not in (None, "")} | (row.get("filters") or {})
    try:
        asked = question(text, {k: _texts(v) for k, v in chosen.items()}, authority, base=base)
    except BadRequest as error:
        raise BadRequest(f"{where}: {error.message}", hint=error.hint) from error
    return Query(str(row.get("id") or line), text, asked.request, asked.said)


def _asked(row: Mapping[str, Any]) -> str:
    """What a row asks for; "" for nothing."""
    return str(next((row[column] for column in _QUERY if row.get(column)), ""))


def _texts(value: object) -> object:
    """A value of a row; a number in it is meant as it is written."""
    return [str(v) for v in value] if isinstance(value, list) else str(value)
