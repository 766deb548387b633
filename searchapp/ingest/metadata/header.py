"""The head of a text file: a block of `Key: value` lines, front matter, a headline.

Pure. What it takes for the head is a fact about the file alone, never about its sidecar, so that the
text, and every offset into it, stays the same when a sidecar is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from searchapp.ingest.metadata.address import is_address, leads_to_page
from searchapp.ingest.metadata.fields import FieldName, Fields
from searchapp.ingest.metadata.front_matter import FENCES, split_front_matter
from searchapp.ingest.metadata.header_keys import ALONE, KEYS, NEUTRAL_KEYS, TEXT_KEYS, WEAK_KEYS, field_of, folded

_BOLD = r"(?:\*\*|__)?"
_LINE = re.compile(rf"\s*{_BOLD}([^\W\d_](?:[\w .'’()/-]{{0,30}}[\w).])?){_BOLD}\s*[:：]{_BOLD}(.*)")
_ITEM = re.compile(r"\s*[-*•]\s.*|\s+\S.*")
_RULE = re.compile(r"\s*([-=_*~#])\1{2,}\s*")
_WRAPPED_FROM = 40
"""Characters of a line from which on it may be one that was broken at a width."""
_MOST_WRAPPED = 3
"""Lines that one value goes on for, at most."""
_LONGEST_VALUE = 200
_YES_OR_NO = frozenset({"true", "false", "yes", "no"})
Rows = list[tuple[str, str]]
"""Keys and values as written."""
_MOST_PARAGRAPHS = 12
_ENOUGH = 2
"""Known keys beside which unknown ones are a header's."""
_HIGHEST = 60
"""Lines of a head, at most."""
_LONGEST_HEADLINE = 120
_NOT_HEADLINE = re.compile(r"[-*•>|#(]|https?:|www\.|by\s+[A-Z]|read more\b", re.IGNORECASE)
_ENDS_LIKE_PROSE = (".", ",", ";", ":", "…")


def split_head(text: str, *, markdown: bool = False, titled: bool = False) -> tuple[tuple[Fields, ...], str]:
    """What the head says, best first, and the text after it without blank lines at either end.

    A first line counts as the headline when no title stands above it, it is short, does not end like
    prose, and a blank line and more text follow. It leaves the text, as a title in a header block does:
    a headline is a field of its own, and words in both would be found, counted and shown twice.
    Where the text is `titled` already, by what is not in it, its first line stays.
    """
    text = _without_blank_ends(text)
    header, text = _front_matter(text) if markdown and text.startswith(FENCES) else _block(text)
    text = _without_blank_ends(text)
    layers = [header] if header.values else []
    headline, rest = _markdown_title(text) if markdown else ("", text)
    origin = "header"
    if not headline and not titled and "title" not in header.values:
        headline, rest = _first_line(text)
        origin = "first line"
    if headline and header.values.get("title", headline) == headline:
        layers.append(Fields(origin, {"title": headline}))
        text = rest
    return tuple(layers), _without_blank_ends(text)


def is_header_line(line: str) -> bool:
    """Whether a line is a known key with its value."""
    return header_field(line) is not None


def header_field(line: str) -> FieldName | None:
    """The field that a line names by a known key, with its value; None for another line."""
    found = _LINE.fullmatch(line)
    return KEYS.get(folded(found[1])) if found and found[2].strip() else None


def _block(text: str) -> tuple[Fields, str]:
    """The header block, and what is below it: `Key: value` lines up to a blank line, some of them with known keys.

    One known key makes a header of lines that are nothing else; beside two, unknown ones are passed over. A value
    goes on in a line with an indent, or in one after a long line. Text may follow two known keys without a blank
    line, and known keys may stand in paragraphs of their own.
    """
    rows, rest = _first_rows(text)
    if not rows:
        return Fields("header"), text
    for _ in range(_MOST_PARAGRAPHS):
        if _opens_text(rows) or not (more := _next_rows(rest)):
            break
        rows, rest = [*rows, *more[0]], more[1]
    if _opens_text(rows):
        rest = f"{rows.pop()[1]}\n{rest}"
    elif _RULE.fullmatch(rest.split("\n", 1)[0]):
        rest = rest.partition("\n")[2]
    return Fields("header", _fields(rows)), rest


def _first_rows(text: str) -> tuple[Rows, str]:
    """The lines of a head that begin a text, and what is below them; none where they are no head."""
    lines = _paragraph(text)
    rows, taken = _rows(lines)
    keys = {folded(key) for key, value in rows if value}
    told = {field_of(key) for key in keys} - {None}
    strange = keys - KEYS.keys() - WEAK_KEYS.keys() - NEUTRAL_KEYS - TEXT_KEYS
    if not keys & KEYS.keys():
        return [], text
    if len(told) < _ENOUGH and (strange or taken < len(lines) or not keys & ALONE):
        return [], text
    return rows, _below(text, taken)


def _next_rows(text: str) -> tuple[Rows, str] | None:
    """The lines of a paragraph below a head, where these are all known keys and no long text."""
    text = text.lstrip("\n")
    lines = _paragraph(text)
    rows, taken = _rows(lines)
    keys = {folded(key) for key, _ in rows}
    if (
        not rows
        or (taken < len(lines) and not _opens_text(rows))
        or not keys <= KEYS.keys() | NEUTRAL_KEYS | TEXT_KEYS
    ):
        return None
    if any(len(value) > _LONGEST_VALUE and folded(key) not in TEXT_KEYS for key, value in rows):
        return None
    return rows, _below(text, taken)


def _opens_text(rows: Rows) -> bool:
    """Whether the last of the lines is the key behind which the text begins."""
    return folded(rows[-1][0]) in TEXT_KEYS


def _paragraph(text: str) -> list[str]:
    """The lines up to the first blank one."""
    return list(takewhile(str.strip, text.split("\n", _HIGHEST)[:_HIGHEST]))


def _below(text: str, taken: int) -> str:
    """The text without that many lines."""
    lines = text.split("\n", taken)
    return lines[taken] if len(lines) > taken else ""


def _rows(lines: list[str]) -> tuple[Rows, int]:
    """The keys with their values, wrapped lines put together, and how many lines they take."""
    rows: Rows = []
    i = 0
    while i < len(lines) and (found := _LINE.fullmatch(lines[i])):
        i += 1
        value = [found[2].strip()]
        if folded(found[1]) in TEXT_KEYS:
            return [*rows, (found[1], value[0])], i
        more = _goes_on(lines, i, found[1]) if value[0] else _items(lines, i)
        value += [line.strip() for line in lines[i : i + more]]
        rows.append((found[1], " ".join(filter(None, value))))
        i += more
    return rows, i


def _items(lines: list[str], start: int) -> int:
    """How many lines from `start` on are the value of a key that has none beside it: a list, or one line."""
    end = start
    while end < len(lines) and _ITEM.fullmatch(lines[end]) and not _LINE.fullmatch(lines[end]):
        end += 1
    return end - start or int(end < len(lines) and not _LINE.fullmatch(lines[end]))


def _goes_on(lines: list[str], start: int, key: str) -> int:
    """How many lines from `start` on belong to the value above them."""
    following = range(start, min(len(lines), start + _MOST_WRAPPED))
    indent = _indent(lines[start - 1])
    indented = next((i for i in following if _indent(lines[i]) <= indent), following.stop)
    if indented > start:
        return indented - start
    end = next((i for i in following if _LINE.fullmatch(lines[i])), None)
    if end is None and following.stop < len(lines):
        return 0
    last = len(lines) if end is None else end
    broken = all(len(line) >= _WRAPPED_FROM for line in lines[start - 1 : last - 1])
    return (
        last - start if last > start and broken and (end is not None or (start > 1 and _may_be_long(key))) else 0
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _may_be_long(key: str) -> bool:
    """Whether a last value may be so long that it is broken: a title or names, not a day or an address."""
    return field_of(key) in ("title", "byline", "outlet")


def _front_matter(text: str) -> tuple[Fields, str]:
    """Front matter between two fences: known keys are read, of a list of authors all, all others passed over."""
    split = split_front_matter(text)
    if split is None:
        return Fields("header"), text
    pairs = ((key, ", ".join(values) if field_of(key) == "byline" else values[0]) for key, values in split[0])
    return Fields("header", _fields(pairs)), split[1]


def _fields(pairs: Iterable[tuple[str, str]]) -> dict[FieldName, str]:
    """The first value of each known key, plain keys before those that need company.

    An outlet that is an address is the address, where none is given; `published: true` is no day. Authors on lines
    of their own are authors of one story.
    """
    values: dict[FieldName, str] = {}
    spare = repeated = ""
    for key, value in sorted(pairs, key=lambda pair: folded(pair[0]) in WEAK_KEYS):
        name = field_of(key)
        if name == "outlet" and is_address(value):
            spare = spare or value
        elif name == "byline" and value and folded(key) == repeated:
            values["byline"] += f", {value}"
        elif name and value and not (name == "published" and value.casefold() in _YES_OR_NO):
            values.setdefault(name, value)
            repeated = folded(key) if name == "byline" else repeated
    if leads_to_page(spare):
        values.setdefault("url", spare)
    return values


def _markdown_title(text: str) -> tuple[str, str]:
    line, _, rest = text.partition("\n")
    found = re.fullmatch(r"#\s+(.*?)(?:\s+#+)?\s*", line)
    return (found[1].strip(), rest) if found and rest.strip() else ("", text)


def _first_line(text: str) -> tuple[str, str]:
    line, _, rest = text.partition("\n")
    line = line.strip()
    blank, _, more = rest.partition("\n")
    bare = line.rstrip("\"'”’»)] ")
    if not bare or len(line) > _LONGEST_HEADLINE or bare.endswith(_ENDS_LIKE_PROSE):
        return "", text
    if _NOT_HEADLINE.match(line):
        return "", text
    return ("", text) if blank.strip() or not more.strip() else (line, more)


def _without_blank_ends(text: str) -> str:
    """The text without blank lines before and after it; its first line keeps its indent."""
    if not text.strip():
        return ""
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    end = text.find("\n", len(text.rstrip()))
    return text[start:] if end < 0 else text[start:end]
