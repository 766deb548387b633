"""Front matter: the keys and values between two fences at the top of a Markdown file, as people write them.

Pure. Reads the part of YAML that tells of a story: words, quoted words, lists, and of objects their `name`.
Must not know which keys matter; what it can't read it passes over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_LONGEST_BLOCK = 200
_KEY = re.compile(r"([A-Za-z][\w-]*)\s*:(?:\s+(.*?)|)\s*")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_NAME = re.compile(r"[\"']?name[\"']?\s*:\s*(.*)", re.DOTALL)
_LONGEST_FLOW = 10_000
_CLOSING = {"[": "]", "{": "}"}
_FOLDED = re.compile(r"[|>][-+\d]*")


def split_front_matter(text: str) -> tuple[list[tuple[str, tuple[str, ...]]], str] | None:
    """The keys in lower case with their values, and the text after the second fence; None without front matter."""
    lines = text.split("\n", _LONGEST_BLOCK)
    fences = (i for i, line in enumerate(lines[:_LONGEST_BLOCK]) if line.rstrip() in {"---", "..."})
    if lines[0].rstrip() != "---" or not (end := next((i for i in fences if i), 0)):
        return None
    entries: list[tuple[str, str, list[str]]] = []
    for line in lines[1:end]:
        found = _KEY.fullmatch(line)
        if found:
            entries.append((found[1].lower(), found[2] or "", []))
        elif entries and line.strip():
            entries[-1][2].append(line.rstrip())
    told = [(key, values) for key, first, below in entries if (values := tuple(_values(first, below)))]
    return told, "\n".join(lines[end + 1 :])


def _values(first: str, below: Sequence[str]) -> Iterator[str]:
    """The values of one key, from what stands on its line and on those below it."""
    if first[:1] in _CLOSING:
        yield from _flow("\n".join([first, *below]))
    elif _FOLDED.fullmatch(_COMMENT.sub("", first)):
        yield " ".join(line.strip() for line in below)
    elif value := _plain(first):
        yield value
    elif not first or first.startswith("#"):
        yield from _block(below)


def _block(lines: Sequence[str]) -> Iterator[str]:
    """The items of a list, a line each, or the `name` of each object in it; of one object its name."""
    keys_at = None
    for line in lines:
        item = line.lstrip()
        at = len(line) - len(item)
        if item.startswith("- "):
            dash, item = item, item[2:].lstrip()
            at += len(dash) - len(item)
            keys_at = at
        elif keys_at is None:
            keys_at = at
        elif at != keys_at:
            continue
        if item[:1] in _CLOSING:
            yield from _flow(item)
        elif found := _KEY.fullmatch(item):
            if found[1].lower() == "name" and (value := _plain(found[2] or "")):
                yield value
        elif line.lstrip().startswith("- ") and (value := _plain(item)):
            yield value


def _flow(text: str, *, inner: bool = False) -> Iterator[str]:
    """The items of [a, b], or the names of objects in it, or of the one that it is; none if it never ends."""
    for item in _parts(text[:_LONGEST_FLOW]):
        if item[:1] in _CLOSING:
            yield from () if inner else _flow(item, inner=True)
        elif text.startswith("["):
            if value := _plain(item):
                yield value
        elif (found := _NAME.fullmatch(item)) and (value := _plain(found[1])):
            yield value


def _parts(text: str) -> list[str]:
    """What commas part within the brackets that `text` begins with."""
    parts: list[str] = []
    waiting, quote, start = [_CLOSING[text[0]]], "", 1
    for i, c in enumerate(text[1:], start=1):
        if quote:
            quote = "" if c == quote else quote
        elif c in "\"'" and not text[start:i].rpartition(":")[2].strip():
            quote = c
        elif c in _CLOSING:
            waiting.append(_CLOSING[c])
        elif c == waiting[-1]:
            waiting.pop()
            if not waiting:
                return [p for p in (*parts, text[start:i].strip()) if p]
        elif c == "," and len(waiting) == 1:
            parts.append(text[start:i].strip())
            start = i + 1
    return []


def _plain(value: str) -> str:
    """A value on one line without its quotation marks or the comment after it; "" for what is more than words."""
    value = value.strip()
    if value[:1] in {'"', "'"} and (end := value.find(value[0], 1)) > 0:
        return value[1:end]
    value = _COMMENT.sub("", value).strip()
    return "" if value[:1] in {"[", "{", "|", ">", "&", "*", "!", "#"} or value in {"null", "~"} else value
