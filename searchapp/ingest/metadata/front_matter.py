"""Front matter: the keys and values between two fences at the top of a Markdown file, as people write them.

Pure. It is YAML, of which words, lists of words and the `name` of objects are taken, as they are written: a day
or a number stays a text. Much of what people write is no YAML ("title: Raqqa: the fall"): then each key is read
by itself, and what still is none is taken for plain words. Must not know which keys matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_KEY = re.compile(r"([A-Za-z][\w-]*)\s*:(?:\s+(.*?)|)\s*")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_NULL = "tag:yaml.org,2002:null"


def split_front_matter(text: str) -> tuple[Told, str] | None:
    """The keys in lower case with their values, and the text after the second fence; None without front matter.

    A block of which nothing can be read is none: two rules with words between them are text.
    """
    lines = text.split("\n", _LONGEST_BLOCK)
    fences = (i for i, line in enumerate(lines[:_LONGEST_BLOCK]) if line.rstrip() in {"---", "..."})
    if lines[0].rstrip() != "---" or not (end := next((i for i in fences if i), 0)):
        return None
    block = [line.expandtabs(4) for line in lines[1:end]]  # YAML knows no tabs, people do
    told = _as_yaml("\n".join(block))
    if told is None:
        told = list(_key_by_key(block))
        if not told:
            return None
    return [(key, values) for key, values in told if values], "\n".join(lines[end + 1 :])


def _as_yaml(block: str) -> Told | None:
    """What a block says; None where it is no YAML, no mapping, or too costly to read."""
    if len(block) > _MOST_YAML or block.count("[") + block.count("{") > _MOST_BRACKETS:
        return None
    try:
        root = YAML(typ="safe", pure=True).compose(block)
    except (YAMLError, ValueError, RecursionError):
        return None
    if root is None and not block.strip():
        return []
    if not isinstance(root, MappingNode):
        return None
    return [(key.value.lower(), tuple(_words(value))) for key, value in root.value if isinstance(key, ScalarNode)]


def _words(node: Node) -> Iterator[str]:
    """The words of a value: its own, those of its items, of an object its name."""
    items = node.value if isinstance(node, SequenceNode) else [node]
    for item in items:
        if isinstance(item, MappingNode):
            names = (v for k, v in item.value if isinstance(k, ScalarNode) and k.value.lower() == "name")
            item = next(names, None)
        if isinstance(item, ScalarNode) and item.tag != _NULL and (words := " ".join(item.value.split())):
            yield words


def _key_by_key(lines: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What each key says with the lines below it, as YAML or else in plain words on its own line."""
    parts: list[tuple[str, str, list[str]]] = []
    for line in lines:
        if found := _KEY.fullmatch(line):
            parts.append((found[1].lower(), found[2] or "", [line]))
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
