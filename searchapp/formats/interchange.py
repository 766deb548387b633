"""A story as plain JSON values and back: the form that the store, the cache, exports and `extract` share."""

from __future__ import annotations

from datetime import date
from typing import Any

from searchapp.model import ENTITY_KINDS, FramePart, Mention, Statement, Story
from searchapp.provenance import Doubt, doubt_said


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


def doubt_to_json(doubt: Doubt) -> dict[str, Any]:
    """A doubt as plain JSON values."""
    return {"kind": doubt.kind, "number": doubt.number, "text": doubt_said(doubt)}


def doubt_from_json(row: dict[str, Any]) -> Doubt:
    """The doubt that `doubt_to_json` wrote."""
    return Doubt(row["kind"], row["number"])


def extraction(story: Story) -> dict[str, object]:
    """One JSON-ready object: id, mentions, statements and frame, offsets as lists of code points."""
    return {
        "id": story.id,
        "mentions": [
            {"kind": m.kind, "name": m.name, "text": m.text, "start": m.start, "end": m.end}
            for m in story.mentions
        ],
        "statements": [
            {
                "speaker": s.speaker,
                "speaker_kind": s.speaker_kind,
                "speaker_span": None if s.speaker_span is None else list(s.speaker_span),
                "cue": s.cue,
                "cue_span": None if s.cue_span is None else list(s.cue_span),
                "verb": s.verb,
                "addressee": s.addressee,
                "mode": s.mode,
                "spans": [list(span) for span in s.spans],
                "confidence": s.confidence,
                "rule": s.rule,
            }
            for s in story.statements
        ],
        "frame": [{"kind": part.kind, "start": part.start, "end": part.end} for part in story.frame],
        "quotes_lost": story.quotes_lost,
    }
