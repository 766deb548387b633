"""What readers found wrong: statements, names and fields put right, and how a story looks then. Pure.

A correction knows what it is about by content, not by position: the story's id, and digests of a
statement's sentence and words. So it survives re-indexing, and lapses when the sentence itself changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from searchapp.curation.story_fields import FieldCorrections, OutletCorrection, StoryCorrection
from searchapp.model import EntityKind, Mention, SpeakerKind, Statement, Story
from searchapp.text.analysis import same_name

StatementAction = Literal["reject", "speaker"]
NameAction = Literal["reject", "kind"]


@dataclass(frozen=True, slots=True)
class StatementCorrection:
    """A statement is none ("reject"), or someone else's ("speaker")."""

    story: str
    sentence: str
    words: str
    action: StatementAction
    speaker: str = ""
    speaker_kind: SpeakerKind = "person"


@dataclass(frozen=True, slots=True)
class NameCorrection:
    """A name is none of this kind ("reject"), or of another kind ("kind", to `to`); in one story, or "" in all."""

    story: str
    kind: EntityKind
    name: str
    action: NameAction
    to: EntityKind | None = None


Correction = StatementCorrection | NameCorrection | StoryCorrection | OutletCorrection


def digest(text: str) -> str:
    """A short digest of a text, white space aside."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:12]


def statement_key(story: Story, statement: Statement) -> tuple[str, str]:
    """What a statement is known by: digests of its sentence and of its words."""
    start, end = statement.sentence
    return digest(story.text[start:end]), digest(story.words_of(statement))


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections in force, a later one over an earlier one of the same thing."""

    entries: tuple[Correction, ...] = ()
    _statements: dict[tuple[str, str, str], StatementCorrection] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _names: dict[tuple[str, EntityKind, tuple[str, ...]], NameCorrection] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    fields: FieldCorrections = field(default_factory=FieldCorrections, init=False, repr=False, compare=False)

    _about: dict[str, list[Correction]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for c in self.entries:
            self._about.setdefault(c.story, []).append(c)
            if isinstance(c, StatementCorrection):
                self._statements[c.story, c.sentence, c.words] = c
            elif isinstance(c, NameCorrection):
                self._names[c.story, c.kind, same_name(c.name)] = c
            else:
                self.fields.add(c)

    @property
    def stories(self) -> frozenset[str]:
        """The ids of the stories that some correction names."""
        return frozenset(filter(None, self._about))

    def about(self, story_ids: Iterable[str]) -> tuple[Correction, ...]:
        """All that is said of a story under these ids, and of every story."""
        return tuple(c for story_id in (*story_ids, "") for c in self._about.get(story_id, ()))

    @property
    def everywhere(self) -> tuple[NameCorrection, ...]:
        """The corrections that hold in every story."""
        return tuple(c for c in self._names.values() if not c.story)

    def corrected(self, story: Story, formerly: Iterable[str] = ()) -> tuple[Story, tuple[int, ...]]:
        """The story as corrected, and which of its statements (by position) are still there.

        `formerly` are ids under which its fields were corrected before its file was moved.
        """
        if not self.entries:
            return story, tuple(range(len(story.statements)))
        story = self.fields.put_right(story, formerly)
        kept: list[int] = []
        statements: list[Statement] = []
        for i, statement in enumerate(story.statements):
            found = self._statements.get((story.id, *statement_key(story, statement)))
            if found is None:
                statements.append(statement)
            elif found.action == "speaker":
                put_right = replace(statement, speaker=found.speaker, speaker_kind=found.speaker_kind, speakers=())
                statements.append(replace(put_right, confidence=1.0, rule="corrected"))
            else:
                continue
            kept.append(i)
        mentions = tuple(self._mentions(story))
        entities: dict[EntityKind, dict[str, None]] = {}
        for kind, names in story.entities.items():
            for name in names:
                if right := self._kind_of(story.id, kind, name):
                    entities.setdefault(right, {})[name] = None
        given = {kind: tuple(names) for kind, names in entities.items()}
        return replace(story, statements=tuple(statements), mentions=mentions, entities=given), tuple(kept)

    def _mentions(self, story: Story) -> Iterable[Mention]:
        for mention in story.mentions:
            kind = self._kind_of(story.id, mention.kind, mention.name)
            if kind is not None:
                yield mention if kind == mention.kind else replace(mention, kind=kind)

    def _kind_of(self, story_id: str, kind: EntityKind, name: str) -> EntityKind | None:
        """The kind a name has after correction; None where it is none."""
        key = kind, same_name(name)
        found = self._names.get((story_id, *key)) or self._names.get(("", *key))
        if found is None:
            return kind
        return found.to if found.action == "kind" else None
