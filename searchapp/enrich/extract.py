"""What was found in a story as the plain object that `searchapp extract` prints."""

from __future__ import annotations

from searchapp.model import Story


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
