"""How a story is kept in a segment: what a hit needs of it, what was found in it, its statements, each apart.

A hit needs the head, the text and the few statements that match; only a story's own page needs the rest.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from searchapp.formats.interchange import statement_from_json, statement_to_json, story_from_json, story_to_json
from searchapp.model import Offsets, Statement, Story
from searchapp.text.analysis import Token

_LEVEL = 6
"""zlib's level for texts: they are packed once and read often."""
_APART = ("text", "mentions", "statements")
Array = npt.NDArray[Any]
_SHORT = 4096
"""Bytes of a text that is kept as it is: it is read sooner than it is unpacked."""
_SIZES = struct.Struct("<?III")
_WIDTHS = np.dtype("<u2"), np.dtype("<u4")
_LENGTHS = np.dtype("<u1"), np.dtype("<u4")


class TokenOffsets(NamedTuple):
    """Where each token of a text starts, and how long it is, in code points."""

    starts: Array
    lengths: Array

    def of(self, runs: Iterable[Offsets]) -> list[Offsets]:
        """The code points [start, end) of runs of tokens [first, last]."""
        starts, lengths = self
        return [(int(starts[a]), int(starts[b]) + int(lengths[b])) for a, b in runs]


class Shown(NamedTuple):
    """What a list of hits shows of a story, and where the tokens of its title and of its own text stand."""

    id: str
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    byline: str | None
    text: str
    title_tokens: TokenOffsets
    tokens: TokenOffsets


def pack_story(story: Story, title: Sequence[Token], text: Sequence[Token]) -> tuple[bytes, bytes]:
    """A story's part that hits show, and its mentions; the tokens are those of its title and own text."""
    row = story_to_json(story)
    mentions = [list(m.values()) for m in row["mentions"]]
    said = story.text.encode("utf-8", "surrogatepass")
    squeezed = len(said) > _SHORT
    parts = _json([row[name] for name in _HEAD]), _pack_offsets(title), _pack_offsets(text)
    sizes = _SIZES.pack(squeezed, *map(len, parts))
    return b"".join((sizes, *parts, _squeezed(said) if squeezed else said)), _squeezed(_json(mentions))


def pack_statement(statement: Statement) -> bytes:
    """A statement by itself."""
    return _json(list(statement_to_json(statement).values()))


def unpack_shown(packed: bytes) -> Shown:
    """The part of a story that hits show."""
    head, title_offsets, offsets, text = _parts(packed)
    row = json.loads(str(head, "utf-8", "surrogatepass"))
    published = row[_PUBLISHED]
    return Shown(
        id=row[_ID],
        title=row[_TITLE],
        outlet=row[_OUTLET],
        published=date.fromisoformat(published) if published else None,
        url=row[_URL],
        byline=row[_BYLINE],
        text=text,
        title_tokens=_unpack_offsets(title_offsets),
        tokens=_unpack_offsets(offsets),
    )


def _parts(packed: bytes) -> tuple[memoryview, memoryview, memoryview, str]:
    squeezed, head, title, offsets = _SIZES.unpack_from(packed)
    view = memoryview(packed)
    a = _SIZES.size
    b = a + head
    c = b + title
    d = c + offsets
    text = zlib.decompress(view[d:]) if squeezed else view[d:]
    return view[a:b], view[b:c], view[c:d], str(text, "utf-8", "surrogatepass")


def unpack_statement(packed: bytes) -> Statement:
    """A statement."""
    return statement_from_json(dict(zip(_STATEMENT, json.loads(packed), strict=True)))


def unpack_story(shown: bytes, mentions: bytes, statements: Sequence[bytes]) -> Story:
    """The whole story."""
    head, _, _, text = _parts(shown)
    row = dict(zip(_HEAD, json.loads(str(head, "utf-8", "surrogatepass")), strict=True))
    row["text"] = text
    row["mentions"] = [dict(zip(_MENTION, m, strict=True)) for m in json.loads(zlib.decompress(mentions))]
    row["statements"] = [dict(zip(_STATEMENT, json.loads(s), strict=True)) for s in statements]
    return story_from_json(row)


def _pack_offsets(tokens: Sequence[Token]) -> bytes:
    """Where a text's tokens start, then how long each is, in as few bytes as do for all."""
    if not tokens:
        return b""
    starts = np.array([t[2] for t in tokens])
    lengths = np.array([t[3] - t[2] for t in tokens])
    wide, long = int(starts[-1] >= 1 << 16), int(lengths.max() >= 1 << 8)
    return bytes([wide, long]) + starts.astype(_WIDTHS[wide]).tobytes() + lengths.astype(_LENGTHS[long]).tobytes()


def _unpack_offsets(packed: memoryview) -> TokenOffsets:
    if not packed:
        return _NO_TOKENS
    width, size = _WIDTHS[packed[0]], _LENGTHS[packed[1]]
    count = (len(packed) - 2) // (width.itemsize + size.itemsize)
    starts = np.frombuffer(packed, dtype=width, count=count, offset=2)
    return TokenOffsets(starts, np.frombuffer(packed, dtype=size, offset=2 + count * width.itemsize))


_NO_TOKENS = TokenOffsets(np.empty(0, dtype=np.uint8), np.empty(0, dtype=np.uint8))
_SOME = Story(
    "", "x", statements=(Statement("", "unnamed", "direct", ((0, 1),), (0, 1)),), mentions=()
)  # whose JSON tells the order of the keys
_HEAD = tuple(name for name in story_to_json(_SOME) if name not in _APART)
_ID, _TITLE, _OUTLET, _PUBLISHED, _URL, _BYLINE = map(
    _HEAD.index, ("id", "title", "outlet", "published", "url", "byline")
)
_STATEMENT = tuple(statement_to_json(_SOME.statements[0]))
_MENTION = ("kind", "name", "text", "start", "end")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _squeezed(data: bytes) -> bytes:
    return zlib.compress(data, _LEVEL)
