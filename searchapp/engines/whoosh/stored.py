"""How a story is kept in a segment: a head, its text, what was found in it, its statements, each apart.

A hit needs the head, the text and the few statements that match; only a story's own page needs the rest.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from searchapp.analysis import Token
from searchapp.model import FramePart, Statement, Story, without_frame
from searchapp.records import statement_from_json, statement_to_json, story_from_json, story_to_json

_LEVEL = 6
"""zlib's level for texts: they are packed once and read often."""
_APART = ("text", "mentions", "statements")
Offsets = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Head:
    """What a list of hits shows of a story, its text aside."""

    id: str
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    byline: str | None
    frame: tuple[FramePart, ...]

    def own_text(self, text: str) -> str:
        """The story's text with its frame blanked out."""
        return without_frame(text, self.frame)


def pack_story(story: Story) -> tuple[bytes, bytes, bytes]:
    """A story's head, text and mentions."""
    row = story_to_json(story)
    head = [value for name, value in row.items() if name not in _APART]
    mentions = [list(m.values()) for m in row["mentions"]]
    return _json(head), _squeezed(story.text.encode("utf-8", "surrogatepass")), _squeezed(_json(mentions))


def pack_statement(statement: Statement) -> bytes:
    """A statement by itself."""
    return _json(list(statement_to_json(statement).values()))


def unpack_head(packed: bytes) -> Head:
    """The part of a head that hits show."""
    row = _head(packed)
    return Head(
        id=row["id"],
        title=row["title"],
        outlet=row["outlet"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        url=row["url"],
        byline=row["byline"],
        frame=tuple(FramePart(*part) for part in row["frame"]),
    )


def unpack_text(packed: bytes) -> str:
    """A story's text."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def unpack_statement(packed: bytes) -> Statement:
    """A statement."""
    return statement_from_json(dict(zip(_STATEMENT, json.loads(packed), strict=True)))


def unpack_story(head: bytes, text: bytes, mentions: bytes, statements: Sequence[bytes]) -> Story:
    """The whole story."""
    row = _head(head)
    row["text"] = unpack_text(text)
    row["mentions"] = [dict(zip(_MENTION, m, strict=True)) for m in json.loads(zlib.decompress(mentions))]
    row["statements"] = [dict(zip(_STATEMENT, json.loads(s), strict=True)) for s in statements]
    return story_from_json(row)


def pack_offsets(tokens: Sequence[Token]) -> bytes:
    """Where a text's tokens stand: the gap before each, then the length of each, in the fewest bytes."""
    starts = np.array([t[2] for t in tokens], dtype=np.int64)
    ends = np.array([t[3] for t in tokens], dtype=np.int64)
    if not len(starts):
        return b""
    gaps = starts - np.concatenate([[0], ends[:-1]])
    both = np.concatenate([gaps, ends - starts])
    size = 1 if both.max() < 1 << 8 else 2 if both.max() < 1 << 16 else 4
    return bytes([size]) + both.astype(f"<u{size}").tobytes()


def unpack_offsets(packed: bytes) -> tuple[Offsets, Offsets]:
    """The starts and ends of a text's tokens, as code points."""
    if not packed:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    gaps, lengths = np.frombuffer(packed, dtype=f"<u{packed[0]}", offset=1).astype(np.int64).reshape(2, -1)
    ends = np.cumsum(gaps + lengths)
    return ends - lengths, ends


_SOME = Story(
    "", "x", statements=(Statement("", "unnamed", "direct", ((0, 1),), (0, 1)),), mentions=()
)  # whose JSON tells the order of the keys
_HEAD = tuple(name for name in story_to_json(_SOME) if name not in _APART)
_STATEMENT = tuple(statement_to_json(_SOME.statements[0]))
_MENTION = ("kind", "name", "text", "start", "end")


def _head(packed: bytes) -> dict[str, Any]:
    return dict(zip(_HEAD, json.loads(packed), strict=True))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _squeezed(data: bytes) -> bytes:
    return zlib.compress(data, _LEVEL)
