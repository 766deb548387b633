"""Front matter: the keys and values between two fences at the top of a Markdown file, as people write them.

Pure. It is YAML, or TOML between lines of three plus signs, of which words, lists of words and the `name` of
objects are taken, as they are written: a day or a number stays a text. Much of what people write is neither
("title: Raqqa: the fall"): then each key is read by itself, and what still is none is taken for plain words. Must
not know which keys matter.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, time

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Told = list[tuple[str, tuple[str, ...]]]
_LONGEST_BLOCK = 200
"""Lines."""
_MOST_YAML = 10_000
"""Characters of front matter in a story are some hundreds; a reader of YAML needs a second for some 100,000."""
_MOST_BRACKETS = 100
"""It takes seconds for some thousand brackets within each other."""
FENCES = ("---", "+++")
"""Of YAML, and of TOML."""
_NESTS = ("params", "extra", "taxonomies", "metadata", "meta")
"""What site generators call the keys that are a site's own."""
_NAMES = ("name",)
_NAME_PARTS = ("first", "firstname", "first_name", "given", "last", "lastname", "last_name", "family")
_KEY = re.compile(r"([A-Za-z][\w-]*)\s*:(?:\s+(.*?)|)\s*")
_TOML_KEY = re.compile(r"\s*([A-Za-z][\w-]*)\s*=\s*(.*?)\s*")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_NULL = "tag:yaml.org,2002:null"


def split_front_matter(text: str) -> tuple[Told, str] | None:
    """The keys with their values, and the text after the second fence; None without front matter.

    A block of which nothing can be read is none: two rules with words between them are text.
    """
    lines = text.split("\n", _LONGEST_BLOCK)
    fence = lines[0].rstrip()
    closing = {"---", "..."} if fence == "---" else {fence}
    fences = (i for i, line in enumerate(lines[:_LONGEST_BLOCK]) if line.rstrip() in closing)
    if fence not in FENCES or not (end := next((i for i in fences if i), 0)):
        return None
    block = [line.expandtabs(4) for line in lines[1:end]]  # YAML knows no tabs, people do
    told = _as_yaml("\n".join(block)) if fence == "---" else _as_toml("\n".join(block))
    if told is None:
        told = list(_key_by_key(block, _KEY if fence == "---" else _TOML_KEY))
        if not told:
            return None
    return [(key, values) for key, values in told if values], "\n".join(lines[end + 1 :])


def _as_yaml(block: str) -> Told | None:
    """What a block says; None where it is no YAML, no mapping, or too costly to read."""
    if _too_costly(block):
        return None
    try:
        root = YAML(typ="safe", pure=True).compose(block)
    except (YAMLError, ValueError, RecursionError):
        return None
    if root is None and not block.strip():
        return []
    return list(_told(root)) if isinstance(root, MappingNode) else None


def _told(root: MappingNode) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The keys of a mapping, then those of the mappings in it that hold a site's own keys."""
    pairs = [(key.value, value) for key, value in root.value if isinstance(key, ScalarNode)]
    yield from ((key, tuple(_words(value))) for key, value in pairs if key.lower() not in _NESTS)
    for key, value in pairs:
        if key.lower() in _NESTS and isinstance(value, MappingNode):
            yield from ((k.value, tuple(_words(v))) for k, v in value.value if isinstance(k, ScalarNode))


def _as_toml(block: str) -> Told | None:
    """What a block of TOML says, in the same form; None where it is none."""
    if _too_costly(block):
        return None
    try:
        root = tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    if not root and block.strip():
        return None
    nested = [pair for key in _NESTS if isinstance(held := root.get(key), dict) for pair in held.items()]
    own = [(key, value) for key, value in root.items() if key.lower() not in _NESTS]
    return [(key, tuple(_toml_words(value))) for key, value in (*own, *nested)]


def _toml_words(value: object) -> Iterator[str]:
    """The words of a value of TOML: its own, those of its items, of a table its name."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            parts = [str(item[key]) for key in _NAMES if key in item] or [
                str(item[key]) for key in _NAME_PARTS if key in item
            ]
            item = " ".join(parts)
        elif isinstance(item, (date, time)):
            item = item.isoformat()
        if words := " ".join(str(item).split()):
            yield words


def _too_costly(block: str) -> bool:
    return len(block) > _MOST_YAML or block.count("[") + block.count("{") > _MOST_BRACKETS


def _words(node: Node) -> Iterator[str]:
    """The words of a value: its own, those of its items, of an object its name or the parts of one."""
    items = node.value if isinstance(node, SequenceNode) else [node]
    for item in items:
        if isinstance(item, MappingNode):
            held = {k.value.lower(): v for k, v in reversed(item.value) if isinstance(k, ScalarNode)}
            yield from _name_in(held)
        elif isinstance(item, ScalarNode) and item.tag != _NULL and (words := " ".join(item.value.split())):
            yield words


def _name_in(held: dict[str, Node]) -> Iterator[str]:
    """The name in an object, whole or put together."""
    for keys in (_NAMES, _NAME_PARTS):
        nodes = [held[key] for key in keys if key in held]
        parts = [n.value for n in nodes if isinstance(n, ScalarNode) and n.tag != _NULL]
        if words := " ".join(" ".join(parts).split()):
            yield words
            return


def _key_by_key(lines: list[str], pattern: re.Pattern[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What each key says with the lines below it, as YAML or else in plain words on its own line."""
    parts: list[tuple[str, str, list[str]]] = []
    for line in lines:
        if found := pattern.fullmatch(line):
            parts.append((found[1], found[2] or "", [line]))
        elif parts:
            parts[-1][2].append(line)
    left = _MOST_YAML
    for key, first, own in parts:
        written = "\n".join(own)
        read = _as_yaml(written) if len(written) <= left else None
        left -= len(written) if read else 0
        plain = _plain(first)
        yield key, read[0][1] if read else (plain,) if plain else ()


def _plain(value: str) -> str:
    """A value on one line without its quotation marks or the comment after it; "" for what is more than words."""
    if value[:1] in {'"', "'"} and (end := value.find(value[0], 1)) > 0:
        return value[1:end]
    value = _COMMENT.sub("", value).strip()
    return "" if value[:1] in {"[", "{", "|", ">", "&", "*", "!"} or value in {"null", "~"} else value
