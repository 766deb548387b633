"""Nexis Uni, Nexis Advance and what came after: a page of contents, then documents that say where they end.

Pure. Outlet, day and title bear no label and stand in a fixed order above those that do.
"""

from __future__ import annotations

import re

from searchapp.ingest.metadata.fields import FieldName
from searchapp.ingest.readers.bundles.document import (
    Document,
    Lines,
    Part,
    Parts,
    first_filled,
    joined,
    parted_at_ends,
    text_of_lines,
)
from searchapp.ingest.readers.bundles.wording import (
    byline_named,
    day_row,
    is_copyright,
    language_named,
    section_of,
    words_stated,
)

ENDS = "end of document|ende des dokuments?|fin du document|fin del documento|einde van (?:het )?document"
END = re.compile(rf"\s*(?:{ENDS})\s*", re.IGNORECASE)
_LABEL = re.compile(
    r"\s*(Section|Length|Byline|Author|Dateline|Highlight|Series|Column|Load-Date|Language|Publication-Type"
    r"|Journal[- ]Code|Subject|Company|Organization|Person|Geographic|Industry|Ticker|URL"
    r"|Document-Type|Graphic|Notes|Distribution|Insert|Type|Rubrik|Länge|Autor|Rubrique|Longueur|Auteur|Sprache"
    r"|Langue)\s?:(?=\s|$)\s*(.*)",
    re.IGNORECASE,
)
_HEAD = frozenset(
    "section length byline author dateline highlight series column distribution insert rubrik länge autor rubrique"
    " longueur auteur".split()
)
"""Labels that stand above the text; the others stand below it."""
_TELLING = frozenset({"length", "section", "byline", "load-date", "länge", "longueur"})
_BODY = re.compile(r"\s*(?:Body|Text|Full text|Hauptteil|Corps|Texte|Cuerpo|Texto|Tekst)\s*", re.IGNORECASE)
_BELOW = re.compile(
    r"\s*(?:Graphic|Classification|Notes|Klassifizierung|Grafik|Graphique|Clasificación|Classificatie)\s*",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\s*(?:Page|Seite) \d+ (?:of|von) \d+\s*", re.IGNORECASE)
_LINK = re.compile(
    r"\s*(?:Link to (?:PDF|Image|Video|Original).*|View (?:PDF|original).*|Link zum PDF.*)\s*", re.IGNORECASE
)
_COVER = re.compile(
    r"\s*(?:(?:Date and Time|Job Number|Client/Matter|Search Terms|Search Type|Narrowed by|Content Type)\b.*"
    r"|Documents?\s*\(\d+\)\s*)"
)
_COUNT = re.compile(r"\s*Documents?\s*\((\d{1,5})\)\s*")
_ENTRY = re.compile(r"\s*\d{1,5}\.\s*(.*)")
_UNTITLED = re.compile(r"no headline in original", re.IGNORECASE)
_LONGEST_TITLE = 4
_LONGEST_PICTURES = 5
"""Paragraphs below "Graphic", at most."""


def part_ended(lines: Lines) -> Parts | None:
    """The documents up to each line that says so; None where none of them bears the labels of these."""
    lines = tuple(line for line in lines if not _PAGE.fullmatch(line))
    ends = [i for i, line in enumerate(lines) if END.fullmatch(line)]
    stretches, rest = parted_at_ends(lines, ends)
    if not any(map(_is_telling, lines)) or not any(_is_document(lines[start:end]) for start, end in stretches):
        return None
    parts = []
    cover: Lines = ()
    announced = 0
    for start, end in stretches:
        own: Lines = lines[start:end]
        heading = ""
        if not start:
            cover, own, heading = _without_cover(own)
            announced = next((int(m[1]) for line in cover if (m := _COUNT.fullmatch(line))), 0)
        parts.append(Part(own, heading=heading))
    last = lines[rest[0] : rest[1]]
    if any(_is_telling(line) for line in last):
        parts.append(Part(last, closed=False))
        last = ()
    return Parts(tuple(parts), frozenset(range(1, announced + 1)), (last,))


def read_ended(part: Part) -> Document:
    """What one document says."""
    lines = part.lines
    anchor = next((i for i, line in enumerate(lines) if _is_anchor(line)), len(lines))
    body = next((i for i, line in enumerate(lines) if i >= anchor and _BODY.fullmatch(line)), None)
    values: dict[FieldName, str] = {}
    decks: list[str] = []
    words, below = _read_labels(lines, anchor, body, values, decks)
    _read_top(lines[:anchor], part.heading, values)
    tail = _tail(lines, below)
    for line in lines[tail:]:
        if (found := _LABEL.fullmatch(line)) and found[1].lower() in {"language", "sprache", "langue"}:
            values["language"] = language_named(found[2]) or values.get("language", "")
        elif found and found[1].lower() == "url":
            values["url"] = found[2].strip()
    title = values.get("title", "")
    own = [line for line in lines[below:tail] if line.strip() != title and not _LINK.fullmatch(line)]
    text = "\n\n".join(filter(None, (*decks, text_of_lines(own))))
    return Document(values, text, words, part.closed)


def _is_document(lines: Lines) -> bool:
    """Whether above the text stands a day, or whose it is: a story may quote a form, or the line of an end."""
    anchor = next((i for i, line in enumerate(lines) if _LABEL.fullmatch(line)), len(lines))
    above = [line for line in lines[: anchor + 1] if line.strip()]
    return any(map(is_copyright, above)) or day_row(above, range(len(above))) is not None


def _is_telling(line: str) -> bool:
    found = _LABEL.fullmatch(line)
    return bool(found and found[1].lower() in _TELLING)


def _is_anchor(line: str) -> bool:
    return is_copyright(line) or bool(_LABEL.fullmatch(line)) or bool(_BODY.fullmatch(line))


def _without_cover(lines: Lines) -> tuple[Lines, Lines, str]:
    """The page of contents, the first document below it, and the title that its first entry has."""
    below = next((i for i, line in enumerate(lines) if _is_anchor(line)), len(lines))
    marks = [i for i, line in enumerate(lines[:below]) if _COVER.fullmatch(line)]
    if not marks:
        return (), lines, ""
    entry = next((i for i, line in enumerate(lines) if _ENTRY.fullmatch(line)), len(lines))
    found = _ENTRY.fullmatch(lines[entry]) if entry < len(lines) else None
    following = [line for line in lines[entry + 1 : entry + _LONGEST_TITLE] if not _COVER.fullmatch(line)]
    heading = joined([found[1] if found else "", *following])
    rows = [i for i in range(marks[-1] + 1, below) if lines[i].strip()]
    day = day_row(lines, reversed(rows))
    above = [i for i in rows if day and i < day[0]]
    if len(above) < 2:
        return lines[: marks[-1] + 1], lines[marks[-1] + 1 :], heading
    start = above[-2]
    for i in above[-3 : -_LONGEST_TITLE - 2 : -1]:
        if _folded(joined(lines[i : above[-1]])) not in _folded(heading):
            break
        start = i
    return lines[:start], lines[start:], heading


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


def _read_top(lines: Lines, heading: str, values: dict[FieldName, str]) -> None:
    """The title, the outlet and the day, in that order."""
    rows = [line.strip() for line in lines if line.strip() and not _LINK.fullmatch(line)]
    if found := day_row(rows, range(len(rows) - 1, 0, -1)):
        values["published"] = found[1]
        rows = rows[: found[0]]
    if len(rows) > 1:
        values["outlet"] = rows[-1]
        rows = rows[:-1]
    title = joined(list(dict.fromkeys(rows)))
    if title and not _UNTITLED.fullmatch(title):
        values.setdefault("title", title)


def _read_labels(
    lines: Lines, anchor: int, body: int | None, values: dict[FieldName, str], decks: list[str]
) -> tuple[int, int]:
    """Reads the labels above the text; the number of words that is stated, and where the text begins."""
    words = 0
    i = first_filled(lines, anchor)
    below = i
    while i < (len(lines) if body is None else body):
        found = _LABEL.fullmatch(lines[i])
        if not found and body is None and not is_copyright(lines[i]):
            break
        match found[1].lower() if found else "":
            case "length" | "länge" | "longueur" if found:
                words = words_stated(found[2]) or words
            case "section" | "rubrik" | "rubrique" if found:
                values.setdefault("section", section_of(found[2]))
            case "byline" | "author" | "autor" | "auteur" if found:
                values.setdefault("byline", byline_named(found[2]))
            case "highlight" | "insert" if found:
                decks.append(found[2].strip())
        i = below = first_filled(lines, i + 1)
    return words, below if body is None else body + 1


def _tail(lines: Lines, below: int) -> int:
    """Where what stands below the text begins: a heading of it, or the first of its labels."""
    filled = [i for i in range(below, len(lines)) if lines[i].strip()]
    start = len(lines)
    for k in range(len(filled) - 1, -1, -1):
        line = lines[filled[k]]
        label = _LABEL.fullmatch(line)
        below_text = label and label[1].lower() not in _HEAD
        if _BELOW.fullmatch(line) or below_text or (is_copyright(line) and start == len(lines)):
            start = filled[k]
        elif not any(_BELOW.fullmatch(lines[i]) for i in filled[max(0, k - _LONGEST_PICTURES) : k]):
            break
    return start
