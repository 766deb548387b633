"""A file of many stories with a line between two of them that the user names: each as if in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.metadata.header import split_head
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.source import Failure, Item, Source


def parts_between(text: str, separator: str) -> list[str]:
    """The stretches of a text between the lines that are the separator; one where there is none."""
    named = separator.strip() or separator
    if not named:
        return [text]
    parts: list[list[str]] = [[]]
    for line in text.split("\n"):
        if (line.strip() or line) == named:
            parts.append([])
        else:
            parts[-1].append(line)
    return ["\n".join(lines) for lines in parts]


def stories_between(
    parts: list[str], source: Source, defaults: Fields | None, *, markdown: bool
) -> Iterator[Item]:
    """The story of each part with its head, numbered from 1; a part without words is passed over."""
    number = 0
    for part in parts:
        if not part.strip():
            continue
        number += 1
        head, text = split_head(part, markdown=markdown)
        if not text:
            yield Failure(source.name, f"story {number}", "it has a head and no text")
            continue
        layers = (*head, defaults) if defaults else head
        yield make_story(text, layers, source=f"{source.name}#{number}", id_from_content=True)
