"""ProQuest's documents: "Label: value" lines, the text among them, a rule of underscores between two documents.

Pure. Where a file keeps no rules (HTML, RTF), a line "Document 3 of 50" or the last label of each parts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from types import MappingProxyType
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from searchapp.ingest.metadata.fields import FieldName
from searchapp.ingest.readers.bundles.document import Document, Lines, Part, Parts, joined, text_of_lines
from searchapp.ingest.readers.bundles.wording import day_at_start, language_named, names_turned, section_of

RULE = re.compile(r"\s*_{20,}\s*")
NUMBERED = re.compile(r"\s*Document (\d{1,5}) of (\d{1,5})\s*", re.IGNORECASE)
_LABELS = MappingProxyType(
    {
        "title": "title", "author": "author", "authors": "author", "publication title": "outlet",
        "publication": "outlet", "publication date": "published", "section": "section",
        "language of publication": "language", "language": "language", "document url": "url", "full text": "text",
        "full text word count": "words", "word count": "words", "abstract": "abstract", "publication info": "info",
        "proquest document id": "id", "database": "last",
    }
)  # fmt: skip
_PASSED_OVER = frozenset(
    """copyright|document type|source type|publication year|publisher|place of publication|country of publication
    |publication subject|issn|isbn|e-issn|pages|volume|issue|first page|links|subject|location|people|company
    |company / organization|business indexing term|identifier / keyword|classification|last updated|dateline
    |document feature|credit|column|edition|series|supplement|year|ethnicity|accession number|illustration
    |publication frequency|source attribution|subtitle|alternate title|online availability date|milestone dates
    |coden|lccn|doi|product name|cicinformation""".replace("\n    ", "").split("|")
)
_LABEL = re.compile(r"\s*([A-Z][A-Za-z-]{1,20}(?:[ /]{1,3}[A-Za-z-]{1,20}){0,4})\s?:(?=\s|$)\s*(.*)")
_NOT_TEXT = re.compile(r"(?:none|not) available\.?(?: here)?\W*", re.IGNORECASE)
_WRAPPED_FROM = 60
"""Characters from which on a value may go on in the next line."""
_LOOKED_AT = 4
"""Lines below a label."""
_INFO_DAY = re.compile(r"(?:\]|\s)(\d{1,2} [A-Za-z]{3,9}\.? \d{4})\b")
_REFERENCES = re.compile(r"\s*(?:Bibliography|References|Works cited)\s*", re.IGNORECASE)
_FURNITURE = re.compile(
    r"\s*(?:ProQuest document link|Report Information from ProQuest|Table of contents|Bibliography"
    r"|\d{1,2} [A-Z][a-z]+ \d{4}|.*\bProQuest LLC\b.*|Contact (?:us|ProQuest).*|Terms and Conditions.*|Citation style:.*|https?://\S+"
    r"|\d{1,5}\. .{1,200}|Database copyright.*)\s*",
    re.IGNORECASE,
)


def part_labelled(lines: Lines) -> Parts | None:
    """The documents between the rules; None where no document has a ProQuest number and a text."""
    labels = {_label(line)[0] for line in lines}
    if not (
        {"text", "abstract"} & labels
        and ("id" in labels or ({"outlet", "info"} & labels and any(map(RULE.fullmatch, lines))))
    ):
        return None
    parts, loose = [], []
    for stretch in _stretches(lines):
        number = next((m for line in stretch[:4] if (m := NUMBERED.fullmatch(line))), None)
        known = {_label(line)[0] for line in stretch}
        if known & {"text", "abstract", "id"} and known & {"outlet", "published", "info", "title", "id", "text"}:
            parts.append(Part(stretch, int(number[1]) if number else 0, closed="id" in known))
        elif not any(map(_REFERENCES.fullmatch, stretch)) and not all(
            _FURNITURE.fullmatch(line) for line in stretch if line.strip()
        ):
            loose.append(stretch)
    return Parts(tuple(parts), loose=tuple(loose))


def read_labelled(part: Part) -> Document:
    """What one document says."""
    held: dict[str, list[str]] = {"": []}
    current = ""
    lines = part.lines
    for i, line in enumerate(lines):
        kind, value = _label(line)
        if kind and (current not in {"text", "more"} or _labels_follow(lines, i)):
            current = "skip" if kind in held else kind
            current = "more" if kind == "text" and current == "skip" else current
            held.setdefault(current, []).append(value)
        else:
            held[current].append(line)
    text = _both(*(_but_for_notes(text_of_lines(held.get(kind, []))) for kind in ("text", "more")))
    abstract = _but_for_notes(text_of_lines(held.get("abstract", [])))
    words = int(found[0]) if (found := re.findall(r"\d+", joined(held.get("words", [])).replace(",", ""))) else 0
    return Document(_fields(held), text or abstract, words, part.closed, abstract=bool(abstract and not text))


def _labels_follow(lines: Lines, i: int) -> bool:
    """Whether below a label within the text there are more of them: one alone is the story's own line."""
    below = (lines[k] for k in range(i + 1, len(lines)) if lines[k].strip())
    following = list(islice(below, _LOOKED_AT))
    labelled = [bool(_label(line)[0]) for line in following]
    wrapped = len(lines[i]) >= _WRAPPED_FROM and sum(labelled) >= min(2, len(labelled))
    return wrapped or all(labelled[:1])


def _fields(held: dict[str, list[str]]) -> dict[FieldName, str]:
    title = joined(held.get("title", [])) or next(_headings(held[""]), "")
    info = joined(held.get("info", []))
    outlet = joined(held.get("outlet", [])) or re.split(r"[\[:]", info, maxsplit=1)[0]
    published = joined(held.get("published", [])) or (found[1] if (found := _INFO_DAY.search(info)) else "")
    told: tuple[tuple[FieldName, str], ...] = (
        ("title", title),
        ("outlet", outlet.split(";")[0].strip()),
        ("published", day_at_start(published) or published),
        ("byline", names_turned(joined(held.get("author", [])))),
        ("section", section_of(joined(held.get("section", [])))),
        ("language", language_named(joined(held.get("language", [])))),
        ("url", _own_address("".join(held.get("url", [])).strip())),
    )
    return {name: value for name, value in told if value}


def _both(text: str, more: str) -> str:
    """Two texts that one document has, or the longer where it has the other in it."""
    shorter, longer = sorted((text, more), key=len)
    return longer if " ".join(shorter.split()) in " ".join(longer.split()) else f"{text}\n\n{more}"


def _but_for_notes(text: str) -> str:
    """The text, or "" where it only says that there is none."""
    return "" if _NOT_TEXT.fullmatch(text) else text


def _headings(lines: Lines) -> Iterator[str]:
    """What stands above the labels, without the file's own furniture."""
    for line in lines:
        if line.strip() and not NUMBERED.fullmatch(line) and not _FURNITURE.fullmatch(line):
            yield line.strip()


def _label(line: str) -> tuple[str, str]:
    """What a line's label stands for ("skip": for nothing that is read) and its value; "" for another line."""
    found = _LABEL.fullmatch(line)
    label = re.sub(r"\s*/\s*", " / ", found[1].casefold()) if found else ""
    if found and label in _LABELS:
        return _LABELS[label], found[2]
    return ("skip", found[2]) if found and label in _PASSED_OVER else ("", "")


def _stretches(lines: Lines) -> Iterator[Lines]:
    """The lines between rules, else from each numbered line on, else up to each last label."""
    rules = [i + 1 for i, line in enumerate(lines) if RULE.fullmatch(line)]
    numbered = [i for i, line in enumerate(lines) if NUMBERED.fullmatch(line)]
    last = [i + 1 for i, line in enumerate(lines) if _label(line)[0] == "last"]
    edges = [0, *(rules or numbered or last), len(lines)]
    for start, end in pairwise(edges):
        yield [line for line in lines[start:end] if not RULE.fullmatch(line)]


def _own_address(url: str) -> str:
    """The address of a document itself, without the library's gateway before it and its account after it."""
    _, gate, behind = url.partition("login?url=")
    if gate:
        url = unquote(behind) if "://" not in behind else behind
    parts = urlsplit(url)
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key.lower() != "accountid"]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept), ""))
