"""Texts that an editor keeps as a tree of blocks, and values that are kept by language, as words.

Pure. Which editor wrote a tree does not matter: a node has nodes below it, or words of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

_BELOW = ("children", "content")
_WORDS = ("text", "value")
_KINDS = ("nodeType", "type", "_type")
_INLINE = frozenset(
    "text span link hyperlink entry-hyperlink asset-hyperlink autolink a mention hardbreak linebreak".split()
)
_BREAKS = frozenset({"hardbreak", "linebreak"})
_DEEPEST = 40
_LOCALE = re.compile(r"[a-z]{2,3}(?:[-_][A-Z][A-Za-z]{1,3})?")
_MOST_LOCALES = 60


def rich_text(value: object) -> str:
    """The text of a tree, a blank line between its blocks; "" for what is none."""
    if isinstance(value, Mapping):
        value = value.get("root", value)
        nodes: Sequence[object] = [value]
    elif isinstance(value, list):
        nodes = value
    else:
        return ""
    if not any(_below(node) and (_kind(node) or node is value) for node in nodes[:20]):
        return ""
    blocks = (block.strip() for node in nodes for block in _blocks(node, 0))
    return "\n\n".join(block for block in blocks if block)


def in_one_language(value: object) -> object:
    """Of a value that is kept by language ({"en-US": …}) that in English, else the first; any other as it is."""
    if not isinstance(value, Mapping) or not 0 < len(value) <= _MOST_LOCALES:
        return value
    if not all(isinstance(key, str) and _LOCALE.fullmatch(key) for key in value):
        return value
    english = next((key for key in value if key[:2] == "en" and key[2:3] in {"", "-", "_"}), None)
    if english is None and not any("-" in key or "_" in key for key in value):
        return value
    return value[english] if english is not None else next(iter(value.values()))


def _blocks(node: object, depth: int) -> Iterator[str]:
    below = _below(node)
    if depth > _DEEPEST:
        return
    if all(map(_is_inline, below)):
        yield _words(node, depth)
        return
    for inner in below:
        yield from _blocks(inner, depth + 1)


def _words(node: object, depth: int) -> str:
    """The words in a node that has no blocks below it."""
    if not isinstance(node, Mapping) or depth > _DEEPEST:
        return ""
    if _kind(node) in _BREAKS:
        return "\n"
    if below := _below(node):
        return "".join(_words(inner, depth + 1) for inner in below)
    return next((word for key in _WORDS if isinstance(word := node.get(key), str)), "")


def _below(node: object) -> Sequence[object]:
    if not isinstance(node, Mapping):
        return ()
    lists = (node.get(key) for key in _BELOW)
    return next((one for one in lists if isinstance(one, list) and any(isinstance(n, Mapping) for n in one)), ())


def _is_inline(node: object) -> bool:
    return _kind(node) in _INLINE or not _below(node)


def _kind(node: object) -> str:
    if not isinstance(node, Mapping):
        return ""
    return next((kind.lower() for key in _KINDS if isinstance(kind := node.get(key), str)), "")
