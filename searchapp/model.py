"""The values everything else passes along: Story, Mention, Statement, Record.

Offsets are code points into `Story.text` exactly as it was given, half open. The invariant, checked
when a Story is made: `story.text[m.start:m.end] == m.text` for each of its mentions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from searchapp.provenance import Doubt

EntityKind = Literal["person", "organization", "place"]
SpeakerKind = Literal["person", "organization", "unnamed"]
Mode = Literal["direct", "indirect", "mixed"]
VerbKind = Literal[
    "says", "claims", "insists", "denies", "confirms", "warns", "asks", "promises", "accuses", "reports"
]
"""What a speaker does with the words, by the cue verb; "says" is the plain one."""
Polarity = Literal["affirmed", "refused", "asked", "denied"]
"""Whether the words were said to be so: "refused" is what a speaker would not say, "asked" a question that someone
puts, "denied" what is said not to be so."""
FrameKind = Literal["dateline", "caption", "credit", "link", "contributors", "newsletter"]
RecordKind = Literal["story", "statement"]
Offsets = tuple[int, int]

ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
SPEAKER_KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)
RECORD_KINDS: tuple[RecordKind, ...] = get_args(RecordKind)
MODES: tuple[Mode, ...] = get_args(Mode)
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
CERTAIN_FROM = 0.5
"""The confidence below which a statement is uncertain: it is kept, and shown to those who ask for such ones."""
BETWEEN_PARTS = " … "
"""Stands between the parts of a statement's words where these are one text."""
UNNAMED = "unnamed sources"
"""What the speakers of statements without a named one are called together."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a story's text that names a person, organization or place.

    `name` is the story's own fullest form of it ("Omar Alloush"), `text` what stands there ("Alloush").
    """

    kind: EntityKind
    name: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that a story attributes to someone, with the evidence for it.

    `polarity` is "affirmed" for whatever stands in quotation marks, a question or a denial too: it was said. In
    the writer's words they are "asked" (X asked whether …) and "denied" (X denied that …).
    `spans` are the words said, in order (often two, around "he said"). `sentence` covers the whole
    sentence or sentences that carry them and the attribution. `confidence` is in 0..1, and `rule`
    names the rule that found it. `verb` is what kind of verb the cue is, `addressee` to whom it was said,
    as it stands there ("reporters"). Where several share one statement, `speakers` has the names of all of
    them, and the first is `speaker`.
    """

    speaker: str
    speaker_kind: SpeakerKind
    mode: Mode
    spans: tuple[Offsets, ...]
    sentence: Offsets
    cue: str = ""
    cue_span: Offsets | None = None
    speaker_span: Offsets | None = None
    confidence: float = 1.0
    rule: str = ""
    verb: VerbKind = "says"
    addressee: str = ""
    polarity: Polarity = "affirmed"
    speakers: tuple[str, ...] = ()

    @property
    def uncertain(self) -> bool:
        """Whether what found it is too often wrong for it to count."""
        return self.confidence < CERTAIN_FROM

    @property
    def everyone(self) -> tuple[str, ...]:
        """All who share the statement, the first one first; mostly it is one."""
        return self.speakers or (self.speaker,)


@dataclass(frozen=True, slots=True)
class FramePart:
    """A stretch of a story's text that is about the story, not part of it: a dateline, a caption, "Read more:"."""

    kind: FrameKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Story:
    """A news story as ingested, with what enrichment found in it.

    `source` is its path within the archive ("gulf-ledger/day-two.html", or "wire.jsonl#3" for a line), `format`
    what it was read as ("PDF"), `copies` the paths of others that say the very same. `section` is the part of a
    paper that it stood in. `pages` are the offsets at which the pages of a paged document begin, and `captured`
    the moments at which an address was captured, in ISO 8601.
    `origins` says where a field came from: "header", "sidecar", "json-ld", "microdata", "opengraph",
    "meta", "title tag", "page" (what it shows), "address", "dateline", "given", "database", "fetched",
    "file name", "text", "corrected" (by a reader). A field that is not known is None, never guessed.
    `entities` are those the user gave, by kind; found ones are in `mentions`. `frame` is kept and shown, but
    not searched as the story's own words. Where `quotes_lost`, the text lost its quotation marks on the way,
    and its indirect statements are possibly verbatim. `doubts` are the reasons why it may not be all there.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    byline: str | None = None
    language: str | None = None
    source: str = ""
    origins: Mapping[str, str] = field(default_factory=dict)
    entities: Mapping[EntityKind, tuple[str, ...]] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    frame: tuple[FramePart, ...] = ()
    quotes_lost: bool = False
    doubts: tuple[Doubt, ...] = ()
    format: str = ""
    section: str | None = None
    pages: tuple[int, ...] = ()
    captured: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for m in self.mentions:
            if self.text[m.start : m.end] != m.text:
                raise ValueError(f"story {self.id}: mention {m.text!r} does not stand at {m.start}:{m.end}")
        for s in self.statements:
            for start, end in (*s.spans, s.sentence):
                if not 0 <= start < end <= len(self.text):
                    raise ValueError(f"story {self.id}: a statement of {s.speaker!r} lies outside the text")
        for part in self.frame:
            if not 0 <= part.start < part.end <= len(self.text):
                raise ValueError(f"story {self.id}: its {part.kind} lies outside the text")

    @property
    def own_text(self) -> str:
        """The text with its frame blanked out: the same offsets, and only the story's own words."""
        return without_frame(self.text, self.frame)

    def page_at(self, offset: int) -> int | None:
        """The number of the page that an offset lies on, from 1; None where the story has no pages."""
        return bisect_right(self.pages, offset) or None

    def page_of(self, statement: Statement) -> int | None:
        """The number of the page on which a statement's words begin; None where the story has no pages."""
        return self.page_at(statement.spans[0][0])

    def words_of(self, statement: Statement) -> str:
        """The words of one of this story's statements, its parts joined by an ellipsis."""
        return words_said(self.text, statement)


def words_said(text: str, statement: Statement) -> str:
    """The words of a statement in its story's text, its parts joined by an ellipsis."""
    return BETWEEN_PARTS.join(text[a:b] for a, b in statement.spans)


def without_frame(text: str, frame: tuple[FramePart, ...]) -> str:
    """A text with its frame blanked out: the same offsets, and only the story's own words."""
    for part in frame:
        text = text[: part.start] + " " * (part.end - part.start) + text[part.end :]
    return text


@dataclass(frozen=True, slots=True)
class Record:
    """What an engine stores and searches: one a story, and one a statement.

    `title` and `text` are searched. `facets` holds raw values by facet key. For a statement,
    `statement` is its position in `story.statements` and `id` is "<story id>/<position>".
    """

    id: str
    kind: RecordKind
    story: Story
    title: str
    text: str
    facets: Mapping[str, tuple[str, ...]]
    statement: int | None = None
