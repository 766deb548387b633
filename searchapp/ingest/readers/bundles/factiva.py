"""Factiva's two displays: with a code of two letters before each field (HD, PD, TD), or fields in a fixed order.

Pure. Both end a document with its accession number: "Document VELL000020171014eda1400xx".
"""

from __future__ import annotations

import re

from searchapp.ingest.metadata.fields import FieldName
from searchapp.ingest.readers.bundles.document import (
    Document,
    Lines,
    Part,
    Parts,
    joined,
    parted_at_ends,
    text_of_lines,
)
from searchapp.ingest.readers.bundles.wording import (
    byline_named,
    day_at_start,
    day_row,
    is_byline,
    is_copyright,
    language_named,
    looks_like_name,
    words_stated,
)

END = re.compile(
    r"\s*(?:AN[\s|]+)?(?:Document|Dokument|Documento)[\s|]+[A-Za-z]\w{1,11}(?:19|20)\d{6}\w{3,16}[\s|]*"
)
CODES = frozenset(
    "SE HD CLM BY CR WC PD ET SN SC ED PG VOL LA CY LP TD CX ART CT RF CO TKR IN NS RE IPD IPC IPR PUB RST RIC DE"
    " AN".split()
)
_BELOW_TEXT = frozenset("CX ART CT RF CO TKR IN NS RE IPD IPC IPR PUB RST RIC DE AN TD".split())
_FIELDS: dict[str, FieldName] = {"HD": "title", "BY": "byline", "SN": "outlet", "PD": "published", "SE": "section"}
_CODE = re.compile(r"\s*([A-Z]{2,3})(?:\s*|(?:\t|\s{2,}|\s*\|\s*)(\S.*)|(?P<one> )(\S.*))")
_FOOT = re.compile(r"\s*(?:Page \d+ of \d+\b.{0,80}|(?:©|\(c\)) \d{4} Factiva, Inc\b.{0,80})\s*", re.IGNORECASE)
_SUMMARY = re.compile(r"\s*(?:Search Summary|Suchübersicht|Résumé de la recherche|Resumen de búsqueda)\s*")
_LISTED = re.compile(r"\S+ : ")
_TIME = re.compile(r"\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s+\w{2,5})?", re.IGNORECASE)
_HIGHEST_WORDS = 14
"""Lines above the number of words, at most."""
_LONGEST_SECTION = 40


def part_coded(lines: Lines) -> Parts | None:
    """The documents of a display with codes, each up to its accession number; None where it is none."""
    lines = _without_furniture(lines)
    codes = [_code(line) for line in lines]
    found = {code for code, _ in codes}
    if not ({"HD", "PD"} <= found and {"LP", "TD"} & found and {"SN", "AN"} & found):
        return None
    ends = []
    for i, (code, value) in enumerate(codes):
        if code == "AN" and value:
            ends.append(i)
        elif code == "AN":
            ends.append(next((k for k in range(i + 1, min(i + 4, len(lines))) if lines[k].strip()), i))
    stretches, rest = parted_at_ends(lines, ends)
    parts = [_from_first_code(lines[start : end + 1]) for start, end in stretches]
    last = lines[rest[0] : rest[1]]
    if any(_code(line)[0] == "HD" for line in last):
        parts.append(_from_first_code(last, closed=False))
        last = ()
    loose = [lines[: stretches[0][0]]] if stretches else []
    return Parts(tuple(parts), loose=(*loose, last))


def _without_furniture(lines: Lines) -> Lines:
    """The lines without those at the foot of each page, and without the last page, which tells of the search."""
    summed = max((i for i, line in enumerate(lines) if _SUMMARY.fullmatch(line)), default=len(lines))
    ended = any(_ends(line) for line in lines[summed:])
    return tuple(line for line in lines[: None if ended else summed] if not _FOOT.fullmatch(line))


def _ends(line: str) -> bool:
    return bool(END.fullmatch(line)) or _code(line)[0] in {"HD", "AN"}


def _from_first_code(lines: Lines, *, closed: bool = True) -> Part:
    start = next((i for i, line in enumerate(lines) if _code(line)[0] in {"SE", "HD", "CLM"}), 0)
    return Part(lines[start:], closed=closed)


def read_coded(part: Part) -> Document:
    """What one document with codes says."""
    held: dict[str, list[str]] = {}
    current = ""
    waiting = False
    for line in part.lines:
        code, value = ("", "") if waiting and line.strip() else _code(line, within=current)
        if code and code not in held:
            current, waiting = code, not value
            held[code] = [value] if value else []
        elif current:
            held[current].append(line)
            waiting = waiting and not line.strip()
    values = {name: joined(held[code]) for code, name in _FIELDS.items() if held.get(code)}
    if "byline" in values:
        values["byline"] = byline_named(values["byline"])
    if "published" in values:
        values["published"] = day_at_start(values["published"]) or values["published"]
    if code := language_named(joined(held.get("LA", []))):
        values["language"] = code
    text = "\n\n".join(filter(None, (text_of_lines(_unbarred(held.get(c, []))) for c in ("LP", "TD", "CX"))))
    return Document(values, text, words_stated(joined(held.get("WC", []))), part.closed and "AN" in held)


def _unbarred(lines: Lines) -> list[str]:
    return [line.strip(" \t|") for line in lines]


def _code(line: str, *, within: str = "") -> tuple[str, str]:
    """The code that a line begins with and what follows it; ("", "") for another line.

    `within` is the code that it stands below: within the text only those that follow it count.
    """
    found = _CODE.fullmatch(line.rstrip(" \t|"))
    if not found or found[1] not in CODES:
        return "", ""
    if within in {"LP", "TD"} and found[1] not in _BELOW_TEXT:
        return "", ""
    value = (found[2] or found[4] or "").strip()
    if found["one"] and not _is_plain(found[1], value):
        return "", ""
    return found[1], value


def _is_plain(code: str, value: str) -> bool:
    """Whether a code and its value, with one space between them, are no sentence."""
    match code:
        case "AN":
            return bool(END.fullmatch(value))
        case "WC":
            return words_stated(value) > 0
        case "PD":
            return bool(day_at_start(value))
        case "LA":
            return bool(language_named(value))
        case "IN" | "CO" | "NS" | "RE":
            return bool(_LISTED.match(value))
        case "ART" | "RF" | "CT" | "CX":
            return False
    return True


def part_ordered(lines: Lines) -> Parts | None:
    """The documents of a display without codes, each up to its accession number; None where it is none."""
    lines = _without_furniture(lines)
    ends = [i for i, line in enumerate(lines) if END.fullmatch(line)]
    if not ends or not any(words_stated(line) for line in lines):
        return None
    stretches, rest = parted_at_ends(lines, ends)
    parts = [Part(lines[start:end]) for start, end in stretches]
    last = lines[rest[0] : rest[1]]
    if any(words_stated(line) for line in last):
        parts.append(Part(last, closed=False))
        last = ()
    return Parts(tuple(parts), loose=(last,))


def read_ordered(part: Part) -> Document:
    """What a document in the fixed order says: title, byline, words, day, outlet, code, language, ©, text."""
    lines = part.lines
    rows = [i for i, line in enumerate(lines) if line.strip()]
    counted = next((k for k, i in enumerate(rows) if words_stated(lines[i])), None)
    if counted is None:
        return Document(text=text_of_lines(lines), closed=part.closed)
    values: dict[FieldName, str] = {}
    _read_above([lines[i].strip() for i in rows[:counted]], values, spaced=_last_stretch(lines, rows[:counted]))
    k = counted + 1
    if k < len(rows) and (day := day_row(lines, [rows[k]])):
        values["published"] = day[1]
        k += 1
    if k < len(rows) and _TIME.fullmatch(lines[rows[k]].strip()):
        k += 1
    if k < len(rows):
        values["outlet"] = lines[rows[k]].strip()
        k += 1
    near = range(k, min(len(rows), k + _HIGHEST_WORDS))
    owned = next((j for j in near if is_copyright(lines[rows[j]])), None)
    spoken = next((j for j in near if language_named(lines[rows[j]])), None)
    if spoken is not None and (owned is None or spoken < owned):
        values["language"] = language_named(lines[rows[spoken]])
    below = max(j for j in (owned, spoken, k - 1) if j is not None) + 1
    text = text_of_lines(lines[rows[below] :]) if below < len(rows) else ""
    return Document(values, text, words_stated(lines[rows[counted]]), part.closed)


def _last_stretch(lines: Lines, rows: list[int]) -> int:
    """How many of the rows stand together, without a blank line, above the number of words."""
    together = 0
    for i, following in zip(reversed(rows), [*reversed(rows[1:]), None], strict=False):
        together += 1
        if following is not None and i + 1 != following and together > 1:
            break
    return together


def _read_above(rows: list[str], values: dict[FieldName, str], *, spaced: int) -> None:
    """The title, with a byline below it and a section above it where these are told by their form."""
    if len(rows) > _HIGHEST_WORDS:
        rows = rows[-max(2, min(spaced, 4)) :]
    named = len(rows) > 1 and looks_like_name(rows[-1]) and len(rows[-2].split()) > len(rows[-1].split())
    if len(rows) > 1 and (named or is_byline(rows[-1])):
        values["byline"] = byline_named(rows.pop())
    if (
        len(rows) > 1
        and len(rows[0]) <= _LONGEST_SECTION
        and len(rows[0].split()) <= 4
        and len(rows[0]) < len(rows[1])
    ):
        values["section"] = rows.pop(0)
    if rows:
        values["title"] = joined(rows)
