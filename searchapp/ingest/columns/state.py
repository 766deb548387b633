"""Whether a record of an export is a story at all, as the programs say that publish them: not drafts, not pages.

Pure. A table's column of the same name may be a reader's own, so only what these programs write counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from searchapp.ingest.source import WhyLeftOut

_AROUND = ("attributes", "_source")
_STATES = ("post_status", "status")
_HELD = frozenset({"draft", "auto-draft", "scheduled", "trash"})
_HELD_POSTS = _HELD | {"pending", "future", "private"}
_KINDS = ("post_type", "type")
_NO_POSTS = frozenset(
    {"page", "attachment", "revision", "nav_menu_item", "custom_css", "wp_block", "oembed_cache"}
)
_OF_BLOGS = frozenset({"slug", "post_name", "published_at", "guid", "langcode"})
"""Keys of which one stands in each record of such a program."""
_COMMANDS = frozenset({"index", "create"})


def left_out(record: Mapping[str, object]) -> WhyLeftOut | None:
    """Why a record is no story that was published, if so."""
    for inner in _objects(record):
        if _OF_BLOGS.isdisjoint(inner):
            continue
        for key in _STATES:
            held = _HELD_POSTS if key == "post_status" else _HELD
            if inner.get(key) is False or _word(inner.get(key)) in held:
                return "draft"
        if any(_word(inner.get(key)) in _NO_POSTS for key in _KINDS):
            return "no story"
    return None


def is_command(record: Mapping[str, object]) -> bool:
    """Whether a line only says where the next one is to go, as in what search engines are filled from."""
    if len(record) != 1 or _COMMANDS.isdisjoint(record):
        return False
    (value,) = record.values()
    return isinstance(value, Mapping) and all(key.startswith("_") for key in value)


def _objects(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    yield record
    for key in _AROUND:
        if isinstance(inner := record.get(key), Mapping):
            yield inner


def _word(value: object) -> str:
    return value.strip().lower() if isinstance(value, str) else ""
