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

from searchapp.formats.codec import form_of
from searchapp.formats.interchange import ROWS
from searchapp.model import Offsets, Statement, Story
from searchapp.text.analysis import Token

_LEVEL = 6
"""zlib's level for texts: they are packed once and read often."""
_STORY = form_of(Story, ROWS)
_STATEMENT = form_of(Statement, ROWS)
_APART = tuple(map(_STORY.names.index, ("text", "mentions", "statements")))
_HEAD = tuple(i for i in range(len(_STORY.names)) if i not in _APART)
"""The head of a story is its row without what lies apart."""
_ID, _TITLE, _OUTLET, _PUBLISHED, _URL, _BYLINE = (
    _HEAD.index(_STORY.names.index(name)) for name in ("id", "title", "outlet", "published", "url", "byline")
)
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
    row = _STORY.to_row(story)
    said = story.text.encode("utf-8", "surrogatepass")
    squeezed = len(said) > _SHORT
    parts = _json([row[i] for i in _HEAD]), _pack_offsets(title), _pack_offsets(text)
    sizes = _SIZES.pack(squeezed, *map(len, parts))
    return b"".join((sizes, *parts, _squeezed(said) if squeezed else said)), _squeezed(_json(row[_APART[1]]))


def pack_statement(statement: Statement) -> bytes:
    """A statement by itself."""
    return _json(_STATEMENT.to_row(statement))


def unpack_shown(packed: bytes) -> Shown:
    """The part of a story that hits show."""
    head, title_offsets, offsets, text = _parts(packed)
    row = _read(head)
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
    return _STATEMENT.from_row(_read(packed))


def unpack_story(shown: bytes, mentions: bytes, statements: Sequence[bytes]) -> Story:
    """The whole story."""
    head, _, _, text = _parts(shown)
    row = _read(head)
    apart = text, _read(zlib.decompress(mentions)), _read(b"[%s]" % b",".join(statements))
    for place, value in zip(_APART, apart, strict=True):
        row.insert(place, value)
    return _STORY.from_row(row)


def offsets_of(tokens: Sequence[Token]) -> TokenOffsets:
    """Where these tokens stand."""
    return _unpack_offsets(memoryview(_pack_offsets(tokens)))


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


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _read(packed: bytes | memoryview) -> Any:
    """What `_json` wrote; of bytes, json would first tell the encoding."""
    return json.loads(str(packed, "utf-8", "surrogatepass"))


def _squeezed(data: bytes) -> bytes:
    return zlib.compress(data, _LEVEL)
