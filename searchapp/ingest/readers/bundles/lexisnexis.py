"""LexisNexis' numbered documents: "3 of 50 DOCUMENTS", outlet, day, title, labels in capitals, the text.

Pure. A label counts only where labels stand, above the text and below it: within it, it is the story's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.ingest.metadata.fields import FieldName
from searchapp.ingest.readers.bundles.document import Document, Lines, Part, Parts, joined, text_of_lines
from searchapp.ingest.readers.bundles.wording import (
    byline_named,
    day_row,
    is_byline,
    is_copyright,
    language_named,
    looks_like_name,
    section_of,
    words_stated,
)

NUMBERED = re.compile(
    r"\W{0,80}(?:FOCUS - )?(?:(?P<n>\d{1,5}) of (?P<of>\d{1,5}) DOCUMENTS?"
    r"|(?:Dokument|Document) (?P<number>\d{1,5}) (?:von|de) (?P<all>\d{1,5}))\s*"
)
_HEAD = {
    "headline": "title", "titel": "title", "titre": "title",
    "byline": "byline", "autor": "byline", "auteur": "byline",
    "section": "section", "rubrik": "section", "rubrique": "section",
    "length": "words", "länge": "words", "laenge": "words", "longueur": "words", "lengte": "words",
    "highlight": "deck", "insert": "deck", "encart": "deck",
    "dateline": "", "origine": "", "transcript": "", "series": "", "distribution": "", "column": "",
    "guests": "",
    "body": "body",
}  # fmt: skip
_TAIL = {
    "language": "language", "sprache": "language", "langue": "language",
    "url": "url",
    "correction": "text",
    "load-date": "", "update": "", "date-chargement": "", "graphic": "", "grafik": "", "graphique": "",
    "publication-type": "", "pub-type": "", "type": "", "type-publication": "", "document-type": "",
    "journal-code": "", "zeitungs-code": "", "code-revue": "", "correction-date": "", "subject": "", "sujet": "",
    "person": "", "name": "", "organization": "", "organisation": "", "company": "", "societe": "", "ticker": "",
    "industry": "", "geographic": "", "localisation-geo": "", "city": "", "state": "", "country": "",
    "category": "",
    "series": "", "distribution": "", "notes": "", "issn": "", "cite": "", "acc-no": "", "industry-type": "",
}  # fmt: skip
_ENDING = frozenset({"load-date", "update", "date-chargement", "language", "publication-type"})
_LABEL = re.compile(r"\s{0,8}([A-ZÄÖÜÉ][A-ZÄÖÜÉ/-]{2,24})\s?:(?=\s|$)[\s]*(.*)")
_EDITION = re.compile(
    r"correction appended|(?:[\w-]+ ){0,3}(?:editions?|édition|\w{0,20}ausgabe|editie)(?:[;,\s-]+\w+){0,2}[;,]?",
    re.IGNORECASE,
)
_COVER = re.compile(
    r"\s*(?:(?:Download|Print|Email) Request|Time Of Request|Send To|Terms|Source|Combined Source|Project ID"
    r"|Job Number|Ausgabeauftrag|Zeit der Anfrage|Begriffe|Quelle)\s?:"
)
_CHOSEN = re.compile(r".{0,60}(?:Items|Document\(s\)|Documents|Dokumente?)\s?:?\s?(\d[\d,\s-]*)(?:of \d+\s*)?")
_UNTITLED = re.compile(r"no headline(?: in original| available)?", re.IGNORECASE)
_NO_DOCUMENT = re.compile(r"We are sorry but there is an error in this document", re.IGNORECASE)
_PICTURES = frozenset({"graphic", "grafik", "graphique", "notes"})
_LONGEST_PICTURES = 3
"""Paragraphs below such a label that are still its own, at most."""
_HIGHEST_TEXT = 10
"""Blocks above the text without a label, at most."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines from `start` up to `end` that stand together, and the label that begins them ("" for none)."""

    start: int
    end: int
    label: str
    value: str

    @property
    def head(self) -> str | None:
        return _HEAD.get(self.label)


def part_numbered(lines: Lines) -> Parts | None:
    """The documents that numbered lines part; None where none has such a label, or their numbers do not fit."""
    marks = [(i, found) for i, line in enumerate(lines) if (found := NUMBERED.fullmatch(line))]
    numbers = [(int(m["n"] or m["number"]), int(m["of"] or m["all"])) for _, m in marks]
    if not marks or any(not 1 <= n <= of for n, of in numbers):
        return None
    starts = [i for i, _ in marks]
    pairs = zip(starts, [*starts[1:], len(lines)], strict=True)
    parts = [
        Part(lines[start + 1 : end], number) for (start, end), (number, _) in zip(pairs, numbers, strict=True)
    ]
    if not any(_is_label(line) for part in parts for line in part.lines):
        return None
    cover = lines[: starts[0]]
    if any(_COVER.match(line) for line in cover):
        return Parts(tuple(parts), _chosen(cover))
    return Parts(tuple(parts), loose=(cover,))


def end_of_tail(lines: Lines) -> int:
    """Where the labels below a document's text first end; the number of lines where there are none."""
    blocks = _blocks(lines)
    first = next((i for i, block in enumerate(blocks) if block.label in _ENDING), len(blocks))
    own = (b for b in blocks[first:] if not b.label and not any(map(is_copyright, lines[b.start : b.end])))
    return next((block.start for block in own), len(lines))


def _chosen(cover: Lines) -> frozenset[int]:
    """The numbers of the documents that the first page says were chosen."""
    found = next((m for line in cover if (m := _CHOSEN.fullmatch(line))), None)
    chosen: set[int] = set()
    for one in found[1].split(",") if found else ():
        numbers = [int(n) for n in re.findall(r"\d{1,5}", one)]
        chosen.update(range(min(numbers), max(numbers) + 1) if numbers else ())
    return frozenset(chosen)


def read_numbered(part: Part) -> Document:
    """What one numbered document says."""
    lines = part.lines
    if any(_NO_DOCUMENT.search(line) for line in lines[:_HIGHEST_TEXT]):
        return Document()
    blocks = _blocks(lines)
    labelled = next((i for i, block in enumerate(blocks[:_HIGHEST_TEXT]) if block.head is not None), len(blocks))
    below = _below_labels(blocks, labelled)
    if below == labelled:
        labelled = below = _title_end(lines, blocks)
    tail = _tail(blocks, below)
    values: dict[FieldName, str] = {}
    above = _read_top(lines, blocks[:labelled], values)
    words = _read_labels(blocks[labelled:below], values, above)
    below_text = _read_tail(blocks[tail:], values)
    ends = [block.start for block in blocks] + [len(lines)]
    text = text_of_lines(lines[ends[below] : ends[tail]])
    closed = any(block.label in _TAIL or is_copyright(lines[block.start]) for block in blocks[tail:])
    return Document(values, "\n\n".join(filter(None, (*above, text, *below_text))), words, closed)


def _read_labels(blocks: Sequence[_Block], values: dict[FieldName, str], above: list[str]) -> int:
    """The fields and the words above the text that labels name; the number of words that is stated."""
    words = 0
    for block in blocks:
        match block.head:
            case "words":
                words = words_stated(block.value) or words
            case "deck" | "body" if block.value:
                above.append(block.value)
            case "section":
                values.setdefault("section", section_of(block.value))
            case "title":
                values["title"] = block.value
            case "byline":
                values["byline"] = byline_named(block.value)
    return words


def _is_label(line: str) -> bool:
    found = _LABEL.fullmatch(line)
    if not found or (label := found[1].lower()) not in _HEAD.keys() | _TAIL.keys():
        return False
    return _HEAD.get(label) != "words" or words_stated(found[2]) > 0


def _blocks(lines: Lines) -> list[_Block]:
    """The lines in blocks: a blank line ends one, and a known label begins one.

    Where a file has no blank lines in it each line is a block.
    """
    filled = [i for i, line in enumerate(lines) if line.strip()]
    if not filled:
        return []
    spaced = filled[-1] - filled[0] + 1 > len(filled)
    starts = [
        i
        for i in filled
        if not spaced
        or i == filled[0]
        or not lines[i - 1].strip()
        or _is_label(lines[i])
        or is_copyright(lines[i])
    ]
    found = []
    for start, following in zip(starts, [*starts[1:], filled[-1] + 1], strict=True):
        end = next((i for i in range(start, following) if not lines[i].strip()), following)
        label = _LABEL.fullmatch(lines[start])
        if label and (_is_label(lines[start]) or label[1].lower() not in _HEAD.keys() | _TAIL.keys()):
            found.append(_Block(start, end, label[1].lower(), joined([label[2], *lines[start + 1 : end]])))
        else:
            found.append(_Block(start, end, "", joined(lines[start:end])))
    return found


def _below_labels(blocks: Sequence[_Block], labelled: int) -> int:
    """Where the blocks with labels above the text end: a label comes once, and what bears none is text."""
    seen: set[str] = set()
    i = labelled
    while i < len(blocks):
        block = blocks[i]
        unknown = bool(block.label) and block.label not in _HEAD and block.label not in _TAIL
        if block.head is None and not (unknown and any(b.head is not None for b in blocks[i + 1 : i + 3])):
            break
        if block.label in seen:
            break
        seen.add(block.label)
        i += 1
        if block.head == "body":
            break
    return i


def _tail(blocks: Sequence[_Block], below: int) -> int:
    """Where the labels and the copyright below the text begin."""
    start = i = len(blocks)
    while i > below:
        i -= 1
        block = blocks[i]
        within = block.label and start == i + 1 and blocks[i - 1].label in _TAIL
        if block.label in _TAIL or within or is_copyright(block.value):
            start = i
        elif not any(b.label in _PICTURES for b in blocks[max(below, i - _LONGEST_PICTURES) : i]):
            break
    return start


def _read_tail(blocks: Sequence[_Block], values: dict[FieldName, str]) -> list[str]:
    """The fields below the text; what of it is the story's own (a correction) is returned."""
    notes = []
    for block in blocks:
        match _TAIL.get(block.label):
            case "language" if code := language_named(block.value):
                values.setdefault("language", code)
            case "url":
                values.setdefault("url", block.value)
            case "text" if block.value:
                notes.append(block.value)
    return notes


def _title_end(lines: Lines, blocks: Sequence[_Block]) -> int:
    """Where no label stands: the number of blocks down to the title, which follows the day."""
    day, _ = day_row([lines[block.start] for block in blocks[:4]], range(min(4, len(blocks)))) or (0, "")
    return min(len(blocks), day + 2)


def _read_top(lines: Lines, blocks: Sequence[_Block], values: dict[FieldName, str]) -> list[str]:
    """The outlet, day, title and byline, which bear no label; the rest (a second headline) is returned."""
    rows = [block for block in _single_lines(lines, blocks) if not is_copyright(lines[block.start])]
    if not rows:
        return []
    values["outlet"] = rows[0].value
    day, written = day_row([row.value for row in rows], range(1, min(6, len(rows)))) or (0, "")
    title = day + 1
    if day:
        values["published"] = written
        while title < len(rows) - 1 and (
            rows[title].end == rows[day].end or _EDITION.fullmatch(rows[title].value)
        ):
            title += 1
    below = rows[title:]
    if not below:
        return []
    heading = [row for row in below if row.end == below[0].end]
    if heading[-1].value.endswith(";") and len(heading) < len(below):
        heading.append(below[len(heading)])
    if not _UNTITLED.fullmatch(joined([row.value for row in heading])):
        values["title"] = joined([row.value for row in heading])
    rest = below[len(heading) :]
    if rest and (is_byline(rest[0].value) or looks_like_name(rest[0].value)):
        values["byline"] = byline_named(rest.pop(0).value)
    return [row.value for row in rest]


def _single_lines(lines: Lines, blocks: Sequence[_Block]) -> list[_Block]:
    """Each line of the blocks by itself; those of one block have its end."""
    return [_Block(i, block.end, "", lines[i].strip()) for block in blocks for i in range(block.start, block.end)]
