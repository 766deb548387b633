"""Who said what where no verb says so: every form of setting speech there is, in the order they are looked for.

A stretch of a page that one form has taken is no other's, and within it no verb of saying is looked for: what is
reported in a turn is a part of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from searchapp.enrich.dialogue import quotations, transcripts
from searchapp.enrich.dialogue.page import Form, Page, Turn
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.segment.quotation_marks import Quote
from searchapp.enrich.segment.sentences import Sentence
from searchapp.model import Mention, Offsets, Statement

FORMS: tuple[Form, ...] = (
    Form("answer", transcripts.interview, 0.85),  # Q: … A: …
    Form("label", quotations.labelled, 0.9),  # X, 34, teacher: “…”
    Form("signed", quotations.signed, 0.9),  # “…” — X, teacher
    Form("headed", quotations.headed, 0.85),  # And from X: (and in the next paragraph) “…”
    Form("turn", transcripts.transcript, 0.9),  # WEBB: … PORTER: …
)
"""How statements without a cue are found: the name that each bears as its rule, what finds it, its confidence."""
_HEADING_CHARS = 60


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement that a form found, and all of the page that belongs to it."""

    statement: Statement
    start: int
    end: int
    label: Offsets


def spoken_in(
    view: str,
    paragraphs: Sequence[Offsets],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    lexicon: Lexicon,
) -> list[Spoken]:
    """All set speech of a story, in order, never overlapping."""
    quotes: dict[int, list[Quote]] = {}
    for sentence in sentences:
        for quote in sentence.quotes:
            if quote not in (mine := quotes.setdefault(sentence.paragraph, [])):
                mine.append(quote)
    page = Page(view, paragraphs, quotes, mentions, lexicon)
    found: list[Spoken] = []
    for form in FORMS:
        ends = [one.end for one in found]
        starts = [one.start for one in found]
        more = [
            Spoken(_statement(page, form, turn), turn.start, turn.end, turn.label)
            for turn in form.find(page)
            if (at := bisect_right(ends, turn.start)) == len(found) or starts[at] >= turn.end
        ]
        found = sorted((*found, *more), key=lambda one: one.start)
    return found


def _statement(page: Page, form: Form, turn: Turn) -> Statement:
    words = page.view[turn.spans[0][0] : turn.spans[-1][1]]
    asks = words.endswith("?") and not any(stop in words for stop in (". ", "! "))
    return Statement(
        speaker=turn.speaker.name,
        speaker_kind=turn.speaker.kind,
        mode="direct",
        spans=turn.spans,
        sentence=(turn.start, turn.end),
        speaker_span=turn.label,
        confidence=round(form.confidence * turn.speaker.sure, 2),
        rule=form.name,
        verb="asks" if asks else "says",
    )


def named_by(
    view: str, mentions: Iterable[Mention], spoken: Sequence[Spoken], text: str, lexicon: Lexicon
) -> tuple[Mention, ...]:
    """The mentions of a story with those of its labels, which are persons whatever they were taken for."""
    persons = [one for one in spoken if one.statement.speaker_kind == "person" and _names(text, one)]
    labels = sorted(one.label for one in persons)
    ends = [end for _, end in labels]
    names = {one.statement.speaker.lower(): one.statement.speaker for one in persons}
    kept: list[Mention] = []
    for mention in mentions:
        at = bisect_right(ends, mention.start)
        if (at == len(labels) or labels[at][0] >= mention.end) and not _is_heading(view, mention, lexicon):
            known = names.get(mention.name.lower(), mention.name) if mention.kind == "person" else mention.name
            kept.append(replace(mention, name=known))
    kept += [Mention("person", p.statement.speaker, text[slice(*p.label)], *p.label) for p in persons]
    return tuple(sorted(kept, key=lambda m: m.start))


def _names(text: str, one: Spoken) -> bool:
    """Whether a label has a part of the name, not only the part that someone has in the talk."""
    label, name = text[slice(*one.label)], one.statement.speaker
    letters = "".join(word[0] for word in name.split())
    words = label.lower().split()
    return label.replace(".", "") == letters or any(word in words for word in name.lower().split())


def _is_heading(view: str, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a name is only the heading of a quotation that is set apart."""
    start, end = max(0, mention.start - _HEADING_CHARS), mention.end + _HEADING_CHARS
    before, _, left = view[start : mention.start].rpartition("\n")
    right = view[mention.end : end].partition("\n")[0]
    whole = (not start or before or len(left) < mention.start - start) and len(right) < _HEADING_CHARS
    return bool(whole and lexicon.dialogue.quote_heading.fullmatch(left + mention.text + right))
