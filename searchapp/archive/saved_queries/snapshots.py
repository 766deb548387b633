"""What a saved query found, as it was: hits by what outlives indexing, kept for good, and compared. Pure.

Of up to `MOST_IN_FULL` hits a snapshot has all that a reader needs to cite them; of those beyond it has what they
are known by.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from searchapp.curation.corrections import digest, statement_key
from searchapp.model import RecordKind, Statement, Story
from searchapp.text.wording import speakers_of

MOST_IN_FULL = 10_000


class Found(NamedTuple):
    """What a hit is known by: the id of its story, and of a statement a number made of its words; 0 for a story.

    The number is the same after indexing anew as long as the sentence and the words are.
    """

    story: str
    statement: int = 0


@dataclass(frozen=True, slots=True)
class KeptHit:
    """A hit as it was. `day` is an ISO date; "" stands for what was not known, or is not kept.

    `text` is the digest of a story's text, or of a statement's sentence; "" beyond `MOST_IN_FULL`, where it is
    only kept what a hit is known by.
    """

    found: Found
    title: str = ""
    outlet: str = ""
    day: str = ""
    speaker: str = ""
    words: str = ""
    text: str = ""

    @property
    def in_full(self) -> bool:
        """Whether more is kept than what it is known by."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a query found at one moment, in the order of its results; `query` is how it was asked then."""

    taken: datetime
    kind: RecordKind
    query: str
    hits: tuple[KeptHit, ...]

    @property
    def total(self) -> int:
        """How many hits there were."""
        return len(self.hits)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a snapshot without reading it: `number` counts those of a query from 1."""

    number: int
    taken: datetime
    kind: RecordKind
    total: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the hits of a snapshot; each of `changed` is a pair: as it was, as it is."""

    came: tuple[KeptHit, ...]
    gone: tuple[KeptHit, ...]
    changed: tuple[tuple[KeptHit, KeptHit], ...]
    same: tuple[KeptHit, ...]


def found_statement(story: Story, statement: Statement) -> Found:
    """What a statement of a story is known by."""
    known = "\0".join((story.id, *statement_key(story, statement)))
    number = int.from_bytes(sha256(known.encode("utf-8", "replace")).digest()[:8], "big")
    return Found(story.id, number >> 1 or 1)  # SQLite's integers have a sign.


def kept_story(story: Story) -> KeptHit:
    """A story as it is."""
    return KeptHit(Found(story.id), *_about(story), text=digest(story.text))


def kept_statement(story: Story, statement: Statement) -> KeptHit:
    """A statement as it is."""
    words = " ".join(story.words_of(statement).split())
    speaker = speakers_of(statement)
    sentence, _ = statement_key(story, statement)
    return KeptHit(found_statement(story, statement), *_about(story), speaker, words, sentence)


def _about(story: Story) -> tuple[str, str, str]:
    return story.title or "", story.outlet or "", story.published.isoformat() if story.published else ""


def compare(then: Snapshot, now: Snapshot) -> Comparison:
    """What came in, went and changed between two snapshots; of which only little is kept counts as the same."""
    before, after = ({hit.found: hit for hit in snapshot.hits} for snapshot in (then, now))
    stayed = [(hit, after[found]) for found, hit in before.items() if found in after]
    return Comparison(
        came=tuple(hit for found, hit in after.items() if found not in before),
        gone=tuple(hit for found, hit in before.items() if found not in after),
        changed=tuple((was, is_) for was, is_ in stayed if _differs(was, is_)),
        same=tuple(was for was, is_ in stayed if not _differs(was, is_)),
    )


def _differs(was: KeptHit, is_: KeptHit) -> bool:
    return was != is_ and was.in_full and is_.in_full


def kept_to_json(hit: KeptHit) -> dict[str, str]:
    """A hit as JSON has it; of one of which only little is kept, what it is known by."""
    statement = bool(hit.found.statement)
    known = {"statement": f"{hit.found.statement:016x}"} if statement else {}
    told = {"speaker": hit.speaker, "words": hit.words} if statement else {}
    about = {**told, "title": hit.title, "outlet": hit.outlet, "published": hit.day, "digest": hit.text}
    return {"story_id": hit.found.story, **known, **(about if hit.in_full else {})}


def packed(hits: Iterable[KeptHit]) -> bytes:
    """Hits as bytes: a JSON list a line, compressed."""
    lines = (json.dumps(astuple(hit), ensure_ascii=False) for hit in hits)
    return zlib.compress("\n".join(lines).encode("utf-8", "surrogatepass"), 9)


def unpacked(content: bytes) -> tuple[KeptHit, ...]:
    """The hits that `packed` made bytes of; ValueError where it did not."""
    try:
        lines = zlib.decompress(content).decode("utf-8", "surrogatepass").split("\n")
        rows = [json.loads(line) for line in lines if line]
        return tuple(KeptHit(Found(*found), *more) for found, *more in rows)
    except (zlib.error, TypeError, RecursionError) as error:
        raise ValueError(f"it is no snapshot: {error}") from error
