"""The entries of a feed as a list, for what only wants to know what stands in it. Pure, but for lxml's trees.

What that costs is bounded by its size, and its number of tags and of paragraphs that blank lines make.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from searchapp.errors import IngestError
from searchapp.ingest.readers.news_xml.entries import (
    About,
    Entry,
    about_atom,
    about_rss,
    atom_entry,
    rss_entry,
)
from searchapp.ingest.readers.news_xml.feeds import atom_text, rss_text
from searchapp.ingest.readers.news_xml.parsing import plain_name, text_of_xml, tree_of
from searchapp.ingest.readers.news_xml.unit import child

SIZE_CAP = 5_000_000
TAGS_CAP = 100_000
ENTRIES_CAP = 1000
_KINDS = {"rss": "item", "rdf": "item", "channel": "item", "feed": "entry", "entry": "entry"}


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry with what text the feed has of it: `is_summary` where that is not the whole of it."""

    entry: Entry
    text: str
    is_summary: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed, `more` being how many entries it has that are not listed, `damage` what is wrong with it."""

    about: About
    entries: tuple[Listed, ...]
    more: int = 0
    damage: str = ""


def entries_of(markup: bytes, base: str, *, charset: str = "") -> Listing | None:
    """The entries of a feed that lies at `base`, as far as it can be read; None for what is no feed.

    Raises IngestError for one that costs too much.
    """
    if len(markup) > SIZE_CAP:
        raise IngestError(f"the feed has {len(markup):,} bytes, and at most {SIZE_CAP:,} are read")
    written = text_of_xml(markup, charset=charset)
    if (tags := max(written.count("<") + written.count("&lt;"), written.count("\n") // 2)) > TAGS_CAP:
        raise IngestError(f"the feed has {tags:,} tags or paragraphs, and at most {TAGS_CAP:,} are read")
    root, fault = tree_of(written)
    unit = _KINDS.get(plain_name(root)) if root is not None else None
    found = [element for element in root.iter() if plain_name(element) == unit] if unit else []
    if unit is None or (not found and len(root) == 0):
        return None
    is_atom = unit == "entry"
    return Listing(
        _about(root, is_atom=is_atom),
        tuple(_listed(element, base, is_atom=is_atom) for element in found[:ENTRIES_CAP]),
        more=max(0, len(found) - ENTRIES_CAP),
        damage=", ".join(fault) if fault else "",
    )


def _about(root: Any, *, is_atom: bool) -> About:
    if is_atom:
        return about_atom(root if plain_name(root) == "feed" else None)
    return about_rss(root if plain_name(root) == "channel" else child(root, "channel"))


def _listed(element: Any, base: str, *, is_atom: bool) -> Listed:
    entry = atom_entry(element, base=base) if is_atom else rss_entry(element, base=base)
    text, doubts = atom_text(element) if is_atom else rss_text(element)
    return Listed(entry, text, is_summary=bool(doubts))
