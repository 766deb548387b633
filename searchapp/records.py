"""Story -> its records: one for the story, one for each statement. What an engine indexes, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from searchapp.doubts import doubt_from_json, doubt_to_json
from searchapp.facets import FACETS
from searchapp.model import ENTITY_KINDS, FramePart, Mention, Record, Statement, Story

RECORDS_VERSION = "3"
"""Raised whenever the same story would give other records."""


def records(story: Story) -> Iterator[Record]:
    """The story's own record first, then its statements in order of the text."""
    yield Record(
        id=story.id,
        kind="story",
        story=story,
        title=story.title or "",
        text=story.own_text,
        facets={f.key: f.values(story, None) for f in FACETS},
    )
    for i, statement in enumerate(story.statements):
        yield Record(
            id=f"{story.id}/{i}",
            kind="statement",
            story=story,
            title=story.title or "",
            text=story.words_of(statement),
            facets={f.key: f.values(story, statement) for f in FACETS},
            statement=i,
        )


def story_to_json(story: Story) -> dict[str, Any]:
    """A story as plain JSON values: the interchange form, and what was found in it."""
    return {
        "id": story.id,
        "title": story.title,
        "text": story.text,
        "outlet": story.outlet,
        "published": story.published.isoformat() if story.published else None,
        "url": story.url,
        "byline": story.byline,
        "language": story.language,
        "entities": {k: list(story.entities.get(k, ())) for k in ENTITY_KINDS},
        "source": story.source,
        "origins": dict(story.origins),
        "mentions": [mention_to_json(m) for m in story.mentions],
        "statements": [statement_to_json(s) for s in story.statements],
        "frame": [[part.kind, part.start, part.end] for part in story.frame],
        "quotes_lost": story.quotes_lost,
        "doubts": [doubt_to_json(d) for d in story.doubts],
    }


def mention_to_json(m: Mention) -> dict[str, Any]:
    """A mention as plain JSON values."""
    return {"kind": m.kind, "name": m.name, "text": m.text, "start": m.start, "end": m.end}


def statement_to_json(s: Statement) -> dict[str, Any]:
    """A statement as plain JSON values."""
    return {
        "speaker": s.speaker,
        "speaker_kind": s.speaker_kind,
        "speaker_span": list(s.speaker_span) if s.speaker_span else None,
        "cue": s.cue,
        "cue_span": list(s.cue_span) if s.cue_span else None,
        "mode": s.mode,
        "spans": [list(x) for x in s.spans],
        "sentence": list(s.sentence),
        "confidence": s.confidence,
        "rule": s.rule,
        "verb": s.verb,
        "addressee": s.addressee,
    }


def story_from_json(row: dict[str, Any]) -> Story:
    """The story that `story_to_json` wrote."""
    return Story(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        outlet=row["outlet"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        url=row["url"],
        byline=row["byline"],
        language=row["language"],
        entities={k: tuple(v) for k, v in row["entities"].items() if v},
        source=row["source"],
        origins=row["origins"],
        mentions=tuple(Mention(**m) for m in row["mentions"]),
        statements=tuple(statement_from_json(s) for s in row["statements"]),
        frame=tuple(FramePart(*part) for part in row["frame"]),
        quotes_lost=row["quotes_lost"],
        doubts=tuple(doubt_from_json(d) for d in row["doubts"]),
    )


def statement_from_json(row: dict[str, Any]) -> Statement:
    """The statement that `statement_to_json` wrote."""

    def pair(value: list[int] | None) -> tuple[int, int] | None:
        return (value[0], value[1]) if value else None

    return Statement(
        speaker=row["speaker"],
        speaker_kind=row["speaker_kind"],
        speaker_span=pair(row["speaker_span"]),
        cue=row["cue"],
        cue_span=pair(row["cue_span"]),
        mode=row["mode"],
        spans=tuple((a, b) for a, b in row["spans"]),
        sentence=(row["sentence"][0], row["sentence"][1]),
        confidence=row["confidence"],
        rule=row["rule"],
        verb=row["verb"],
        addressee=row["addressee"],
    )
