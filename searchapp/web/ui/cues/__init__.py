"""Accounts differ: the block of pages that have several stories of one event, out of stories and verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from searchapp.compare.cues.cue import Cue, Side, Topic
from searchapp.compare.cues.find import topics
from searchapp.compare.cues.verdicts import Verdict, Verdicts
from searchapp.curation.corrections import digest
from searchapp.model import Offsets, Story
from searchapp.text.analysis import folded, stem_term
from searchapp.text.wording import long_day, speakers_of
from searchapp.web.ui.cues.pages import CueRow, CuesBlock, CueSide
from searchapp.web.ui.kept.pages import Form
from searchapp.web.ui.parts import Run
from searchapp.web.urls import AT, passage_url

SECTION = "cues"
"""The anchor of the block."""


def cues_block(
    found: Sequence[Cue], stories: Sequence[Story], verdicts: Verdicts, *, back: str
) -> CuesBlock | None:
    """In what the accounts of these stories may differ; None where nothing is seen. Answers lead `back`."""
    by_id = {story.id: story for story in stories}
    rows = [_row(topic, by_id, verdicts, back) for topic in topics(found)]
    if not rows:
        return None
    return CuesBlock(
        tuple(row for row in rows if row.verdict != "no"), tuple(row for row in rows if row.verdict == "no")
    )


def _row(topic: Topic, stories: Mapping[str, Story], verdicts: Verdicts, back: str) -> CueRow:
    order = {story_id: place for place, story_id in enumerate(stories)}
    sides = sorted(topic.sides, key=lambda side: (order[side.story], side.sentence))
    first = _worded_otherwise(sides, stories)
    said = [verdicts.of(cue.key) for cue in topic.cues]
    about = {"kind": topic.kind, "back": back}
    fields = (
        *about.items(),
        *(("cue", cue.key) for cue in topic.cues),
        *(("story", story_id) for story_id in dict.fromkeys(side.story for side in sides)),
    )
    return CueRow(
        id=f"cue-{topic.cues[0].key}",
        heading=topic.what[:1].upper() + topic.what[1:],
        rule=topic.cues[0].rule,
        sides=tuple(_side(side, stories[side.story]) for side in first),
        further=tuple(_side(side, stories[side.story]) for side in sides if side not in first),
        verdict=_verdict(said),
        note=next((verdict.note for verdict in said if verdict and verdict.note), ""),
        form=Form(AT.cues_decide, fields),
    )


def _worded_otherwise(sides: Sequence[Side], stories: Mapping[str, Story]) -> list[Side]:
    """The first side of each wording of what differs."""
    found: dict[str, Side] = {}
    for side in sides:
        words = " ".join(stories[side.story].text[start:end] for start, end in side.words)
        found.setdefault(" ".join(stem_term(word) for word in folded(words).split()), side)
    return list(found.values())


def _verdict(said: Sequence[Verdict | None]) -> str:
    """What was said of all cues of a topic; "" while something is new, or they were not answered alike."""
    answers = {verdict.answer if verdict else "" for verdict in said}
    return answers.pop() if len(answers) == 1 else ""


def _side(side: Side, story: Story) -> CueSide:
    start, end = side.sentence
    return CueSide(
        outlet=story.outlet or "Unknown outlet",
        day=long_day(story.published) if story.published else "",
        speaker=_speaker(side, story),
        url=passage_url(story.id, digest(story.text[start:end])),
        words=tuple(_runs(story.text, side.sentence, side.words)),
    )


def _speaker(side: Side, story: Story) -> str:
    """Who says the words that differ, where the story says so; "" else."""
    start, end = side.words[0]
    for statement in story.statements:
        if not statement.uncertain and any(a <= start and end <= b for a, b in statement.spans):
            return speakers_of(statement)
    return ""


def _runs(text: str, sentence: Offsets, words: Sequence[Offsets]) -> Iterable[Run]:
    """A sentence with the words that differ marked."""
    at = sentence[0]
    for start, end in sorted(words):
        if at < start:
            yield Run(text[at:start])
        yield Run(text[start:end], hit=True)
        at = end
    if at < sentence[1]:
        yield Run(text[at : sentence[1]])
