"""Turns under labels: "WEBB: …" after "PORTER: …", and the questions and answers of an interview.

A lone label is none: who is labelled must answer another or come again, and speak as one speaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from searchapp.enrich.attribution.salience import Speaker
from searchapp.enrich.dialogue.page import Page, Turn
from searchapp.enrich.dialogue.people import Label, LabelKind
from searchapp.model import Offsets

_APART = 12
"""Paragraphs; labels further apart are not of one talk."""
_TURN_PARAGRAPHS = 30
_BEFORE = 90
_SEEN = 0.95
"""As sure as a label is that is a person's by itself alone."""
_STAGE = re.compile(r"[(\[][^()\[\]]{1,80}[)\]]\.?")
_ANSWER_WITHIN = re.compile(r"(?<=[?.!\"]) (?=A[.:] )")


@dataclass(frozen=True, slots=True)
class _Line:
    """A labelled stretch of a paragraph; `speaker` is set where it is somebody whose words count."""

    paragraph: int
    label: Label
    kind: LabelKind
    start: int
    end: int
    speaker: Speaker | None = None
    surely_person: bool = False


def transcript(page: Page) -> list[Turn]:
    """ "SUSAN WEBB: …", "PORTER: …", turn after turn."""
    found: list[Turn] = []
    for lines in _talks(page):
        counts = Counter(line.label.key for line in lines)
        lines = [_known(page, line, counts) for line in lines]
        if _is_talk(page, lines):
            found += _turns(page, _without_askers(page, lines))
    return found


def interview(page: Page) -> list[Turn]:
    """ "Q: … A: …": the answers, under the name of the one whom the story says it asks."""
    lines = list(_lettered(page))
    bare = any(_is_bare(page, x) and x.kind == "question" and page.view[x.end - 1] == "?" for x in lines)
    lines = [line for line in lines if bare or not _is_bare(page, line)]
    asked = [line for line in lines if line.kind == "question"]
    answered = [line for line in lines if line.kind == "answer"]
    questions = sum("?" in page.view[line.start : line.end] for line in asked)
    if not asked or not answered or 2 * questions < len(asked) or lines[0].kind != "question":
        return []
    who = interviewee(page, lines[0].label.start, lines[-1].end)
    named = [
        replace(line, speaker=replace(who, span=line.label.span) if who else _unnamed(page, line.label))
        if line.kind == "answer"
        else line
        for line in lines
    ]
    return _turns(page, named)


def _is_bare(page: Page, line: _Line) -> bool:
    """Whether a letter stands without a stop, as "A" may before any name."""
    return page.view[line.label.end - 1].isalnum()


def interviewee(page: Page, before: int, after: int) -> Speaker | None:
    """Who is asked, by what stands around the questions; None where the story leaves it open."""
    dialogue, view = page.lexicon.dialogue, page.view
    writers = {m.name for m in page.mentions if dialogue.written_by.search(page.before_titles(m))}
    asked: dict[str, Speaker] = {}
    named: dict[str, Speaker] = {}
    for mention in page.mentions:
        if mention.kind != "person" or mention.name in writers or before <= mention.start < after:
            continue
        left = page.before_titles(mention)
        right = view[mention.end : mention.end + _BEFORE]
        who = Speaker(mention.name, "person", (mention.start, mention.end), 0.95)
        if dialogue.interviewed.search(left) or dialogue.interviews.match(right):
            asked.setdefault(mention.name, who)
        if mention.start < before:
            named.setdefault(mention.name, who)
    for found in (asked, named):
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _talks(page: Page) -> Iterator[list[_Line]]:
    """The labelled paragraphs, those together that stand near each other."""
    near: list[_Line] = []
    for number, label in page.labels.items():
        end = page.paragraphs[number][1]
        if near and number - near[-1].paragraph > _APART:
            yield near
            near = []
        near.append(_Line(number, label, "other", label.end, end))
    if near:
        yield near


def _known(page: Page, line: _Line, counts: Counter[str]) -> _Line:
    """A labelled line with its speaker, where it surely is one or comes again as one does."""
    label = line.label
    if name := page.people.by_initials(label.words):
        by_letters = Speaker(name, "person", label.span, 0.9)
        return replace(line, kind="person", speaker=by_letters, surely_person=True)
    if speaker := page.people.who(label):
        person = speaker.kind == "person"
        surely = person and (len(label.words) > 1 or label.titled or speaker.sure > _SEEN)
        return replace(line, kind="person" if person else "organization", speaker=speaker, surely_person=surely)
    if page.people.is_part(label):
        return replace(line, kind="part", speaker=_unnamed(page, label), surely_person=True)
    again = counts[label.key] > 1 and len(label.words) < 4 and not label.about
    if again and page.people.may_be_person(label):
        return replace(line, kind="person", speaker=page.people.taken(label))
    return line


def _without_askers(page: Page, lines: Sequence[_Line]) -> list[_Line]:
    """An outlet that only puts the questions says nothing: its turns only end those of others."""
    said = {line.label.key for line in lines if "?" not in page.view[line.start : line.end]}
    return [
        line if line.surely_person or line.label.key in said else replace(line, speaker=None) for line in lines
    ]


def _unnamed(page: Page, label: Label) -> Speaker:
    """A speaker by the part alone: the one of the story who has it, else its own words."""
    text = page.view[label.span[0] : label.span[1]]
    words = text.split()
    if len(words) > 1 and words[0].lower() in page.lexicon.grammar.articles:
        words = words[1:]
    named = page.told.roles.get(words[-1].lower(), ())
    if len(named) == 1:
        return Speaker(named[0], "person", label.span, 0.85)
    text = " ".join(words)
    return Speaker(text.lower() if text.isupper() and len(text) > 1 else text, "unnamed", label.span, 0.9)


def _is_talk(page: Page, lines: Sequence[_Line]) -> bool:
    """Whether labelled lines are people who talk: at least two, with words as one says them to another."""
    spoken = [line for line in lines if line.kind in ("person", "part")]
    persons = [line for line in lines if line.kind == "person"]
    told = [line for line in lines if line.end > line.start and page.ends_sentence(line.start, line.end)]
    parts = Counter(line.label.key for line in spoken)
    if len(lines) < 2 or not (persons or max(parts.values(), default=0) > 1) or 2 * len(told) < len(lines):
        return False
    again = len({line.label.key for line in spoken}) < len(spoken) and len(lines) > len(
        {x.label.key for x in lines}
    )
    talks = sum(page.is_spoken(line.start, line.end) for line in lines)
    return 2 * talks >= len(lines) or (again and talks > 0 and 4 * talks >= len(lines))


def _lettered(page: Page) -> Iterator[_Line]:
    for number, (start, end) in enumerate(page.paragraphs):
        cuts = [start, *(m.end() for m in _ANSWER_WITHIN.finditer(page.view, start, end)), end]
        for at, stop in pairwise(cuts):
            if lettered := page.people.letter_at(at, stop):
                yield _Line(number, lettered[1], lettered[0], lettered[1].end, stop)


def _turns(page: Page, lines: Sequence[_Line]) -> list[Turn]:
    found: list[Turn] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if line.speaker is None:
            continue
        spans = [span for span in (page.trimmed(line.start, line.end),) if span]
        if following is None or following.paragraph > line.paragraph:
            stop = following.paragraph if following else line.paragraph + _TURN_PARAGRAPHS
            spans += _further(page, line, stop, last=following is None)
        if spans:
            found.append(Turn(line.speaker, tuple(spans), line.label.start, spans[-1][1], line.label.span))
    return found


def _further(page: Page, line: _Line, stop: int, *, last: bool) -> list[Offsets]:
    """The further paragraphs of a turn; after the last label only those that are surely still spoken."""
    spans: list[Offsets] = []
    opens = page.trimmed(line.start, line.end) is None
    for number in range(line.paragraph + 1, min(stop, line.paragraph + _TURN_PARAGRAPHS, len(page.paragraphs))):
        start, end = page.paragraphs[number]
        if _STAGE.fullmatch(page.view, start, end):
            continue
        if number in page.labels or page.people.letter_at(start, end) or not page.ends_sentence(start, end):
            break
        if _is_told_of(page, line, start, end) or (last and not opens and not page.is_spoken(start, end)):
            break
        spans.append((start, end))
        opens = False
    return spans


def _is_told_of(page: Page, line: _Line, start: int, end: int) -> bool:
    """Whether a paragraph speaks of the speaker by name: it is the story that goes on."""
    name = line.speaker.name if line.speaker else ""
    return any(m.name == name for m in page.mentions_in(start, end))
