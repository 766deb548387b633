"""Annotated sets as values: texts with the names and statements that people marked in them.

Reads CoNLL (word and tag a line; PER, ORG and LOC are kept), JSON Lines with "attributions" (each {"source",
"cue", "content"} as lists of [start, end] in code points), and our own form, JSON Lines with "names" and "said" by
their words. Must not know how any of it is found or scored.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from searchapp.model import ENTITY_KINDS, EntityKind, Offsets

_TAGS: dict[str, EntityKind] = {"PER": "person", "ORG": "organization", "LOC": "place"}
_QUOTES = re.compile(r"[\"“”«»]|(?<!\w)['‘’]|['‘’](?!\w)")
_NO_SPACE_BEFORE = re.compile(r"^(?:['’]s|n't|[,.;:!?)%\]]|'')$")


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text and the names annotated in it: (start, end, kind)."""

    text: str
    names: tuple[tuple[int, int, EntityKind], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One annotated statement. `speaker`, `verb` and `to` only where the set gives them."""

    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    speaker: str = ""
    verb: str = ""
    mode: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class AttributedText:
    """A text and the statements annotated in it."""

    text: str
    attributions: tuple[Attribution, ...] = ()


def read_conll(path: Path) -> list[NamedText]:
    """Documents of a CoNLL file, their words joined as print would join them."""
    documents: list[NamedText] = []
    text, names, before = "", list[tuple[int, int, str]](), "O"

    def close() -> None:
        if text.strip():
            kept = tuple((a, b, _TAGS[tag]) for a, b, tag in names if tag in _TAGS)
            documents.append(NamedText(text, kept))

    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split()
        if not columns:
            text, before = text.rstrip() + "\n", "O"
            continue
        word, tag = columns[0], columns[-1]
        if word == "-DOCSTART-":
            close()
            text, names, before = "", [], "O"
            continue
        if text and not text.endswith("\n") and not _NO_SPACE_BEFORE.match(word) and text[-1] not in "($[":
            text += " "
        start = len(text)
        text += word
        if tag != "O":
            if names and before == tag:
                names[-1] = (names[-1][0], len(text), names[-1][2])
            else:
                names.append((start, len(text), tag.split("-")[-1]))
        before = tag
    close()
    return documents


def read_attributions(path: Path, *, strip_quotes: bool = False) -> list[AttributedText]:
    """Stories of a JSON Lines file; `strip_quotes` blanks their quotation marks, offsets unchanged."""
    stories: list[AttributedText] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = _QUOTES.sub(" ", row["text"]) if strip_quotes else row["text"]
        found = tuple(
            Attribution(_spans(one["source"]), _spans(one["cue"]), _spans(one["content"]))
            for one in row["attributions"]
        )
        stories.append(AttributedText(text, found))
    return stories


def _spans(given: list[list[int]]) -> tuple[Offsets, ...]:
    return tuple((a, b) for a, b in given)


def read_own(path: Path) -> tuple[list[NamedText], list[AttributedText]]:
    """Our own set, as a set of names and as one of statements."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_named(row) for row in rows], [_attributed(row) for row in rows]


def _named(row: dict[str, Any]) -> NamedText:
    """Every place where one of a story's names stands, the longer name first."""
    text: str = row["text"]
    kinds: dict[str, EntityKind] = {name: kind for kind in ENTITY_KINDS for name in row["names"][kind]}
    if not kinds:
        return NamedText(text, ())
    names = "|".join(map(re.escape, sorted(kinds, key=len, reverse=True)))
    return NamedText(
        text,
        tuple((m.start(), m.end(), kinds[m.group(0)]) for m in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", text)),
    )


def _attributed(row: dict[str, Any]) -> AttributedText:
    text: str = row["text"]
    found: list[Attribution] = []
    at = 0
    for one in row["said"]:
        content = tuple(_place(text, words, at if len(words) < 8 else 0) for words in one["words"])
        cue = _nearest(text, one["cue"], content)
        found.append(Attribution((), (cue,), content, one["speaker"], one["verb"], one["mode"], one["to"]))
        at = max(content[-1][1], cue[1])
    return AttributedText(text, tuple(found))


def _place(text: str, words: str, start: int) -> Offsets:
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    found = whole.search(text, start) or re.search(re.escape(words), text)
    if found is None:
        raise ValueError(f"{words!r} does not stand in {text!r}")
    return found.span()


def _nearest(text: str, cue: str, content: tuple[Offsets, ...]) -> Offsets:
    """The cue's place nearest to the words said."""
    spans = [m.span() for m in re.finditer(rf"\b{re.escape(cue)}\b", text)]
    if not spans:
        raise ValueError(f"{cue!r} does not stand in {text!r}")
    return min(spans, key=lambda s: min(abs(s[1] - a) if s[1] <= a else abs(s[0] - b) for a, b in content))
