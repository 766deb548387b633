"""What stands beside a story: who speaks in it and where, who is named, and where its fields were taken from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from searchapp.facets import BY_KEY
from searchapp.model import ENTITY_KINDS, Offsets, Statement, Story
from searchapp.text.wording import SAID_HOW, count, names, number, shorten
from searchapp.web.search_state import SearchState
from searchapp.web.story.pages import NamedHere, Place, Speaker, Step
from searchapp.web.story.ways import Ways
from searchapp.web.ui.citing import page_said, statement_citation
from searchapp.web.ui.hits import said_by
from searchapp.web.ui.origins import FIELDS, field_line
from searchapp.web.urls import (
    MAX_BACK,
    add_statement_url,
    correct_url,
    name_url,
    sentence_url,
    statement_anchor,
    wrong_name_url,
)

Heard = dict[tuple[str, bool], list[Statement]]
"""The statements of each speaker in a story, by name and by whether they are unnamed; most heard first."""

MAX_CAPTURES = 6


def said_how(statement: Statement) -> str:
    """What is to be said beside words that were not simply said, or may not have been."""
    return ", ".join(filter(None, (SAID_HOW[statement.polarity], "uncertain" if statement.uncertain else "")))


def heard_in(story: Story) -> Heard:
    """Who speaks in a story, with what they say in its order."""
    by_speaker: Heard = {}
    first: dict[str, str] = {}
    for s in sorted(story.statements, key=lambda s: s.spans[0]):
        unnamed = s.speaker_kind == "unnamed"
        for name in s.everyone:
            called = first.setdefault(name.casefold(), name) if unnamed else name
            by_speaker.setdefault((called, unnamed), []).append(s)
    return dict(sorted(by_speaker.items(), key=lambda item: (item[0][1], -sum(not s.uncertain for s in item[1]))))


def statement_steps(heard: Heard, ways: Ways) -> Iterator[tuple[str, Step]]:
    """What stands beside each statement while one is there, by its anchor: the way along those of its speaker."""
    for (name, _), theirs in heard.items():
        stops = [(place, statement_anchor(s)) for place, (s, *_) in groupby(theirs, key=lambda s: s.spans[0][0])]
        for i, (_, anchor) in enumerate(stops):
            yield anchor, ways.step(stops, i, f"by {name}", "statement")


def speakers(story: Story, heard: Heard, ways: Ways, lit: Offsets | None) -> Iterator[Speaker]:
    """Those who speak in a story, each with the places where; `lit` is the passage that a link led to."""
    for (name, unnamed), theirs in heard.items():
        places = tuple(_place(story, s, ways, lit) for s in theirs)
        everything = SearchState(kind="statement")
        if all(s.uncertain for s in theirs):
            everything = everything.with_uncertain()
        yield Speaker(
            name=name,
            unnamed=unnamed,
            count=number(len(theirs)),
            places=places,
            found=said_by(everything, "" if unnamed else name).url(),
            about="" if unnamed else name_url("speaker", name),
            open=any(place.here for place in places),
        )


def _place(story: Story, statement: Statement, ways: Ways, lit: Offsets | None) -> Place:
    start, end = statement.sentence
    return Place(
        label=shorten(story.words_of(statement), 60),
        url=ways.to((statement.spans[0][0], statement_anchor(statement))),
        mode=statement.mode,
        how=said_how(statement),
        page=page_said(story, statement),
        link=sentence_url(story, statement),
        correct=correct_url(story, statement, ways.reading.url()),
        citation=statement_citation(story, statement),
        add=add_statement_url(story, statement, ways.reading.url()),
        here=lit is not None and start < lit[1] and lit[0] < end,
    )


def named(story: Story, *, back: str) -> tuple[tuple[str, tuple[NamedHere, ...]], ...]:
    """People, organizations and places named in a story; `back` is this story as it is being read."""
    out: list[tuple[str, tuple[NamedHere, ...]]] = []
    for kind in ENTITY_KINDS:
        tally = Counter(m.name for m in story.mentions if m.kind == kind)
        for given in story.entities.get(kind, ()):
            tally.setdefault(given, 0)
        links = tuple(
            NamedHere(
                name=name,
                url=name_url(kind, name),
                count=number(n) if n else "given",
                found=SearchState().with_filter(kind, name).url(),
                correct=wrong_name_url(story, kind, name, back if len(back) <= MAX_BACK else ""),
            )
            for name, n in sorted(tally.items(), key=lambda item: (-item[1], item[0]))
        )
        if links:
            out.append((BY_KEY[kind].plural.capitalize(), links))
    return tuple(out)


def origins(story: Story) -> tuple[str, ...]:
    """Of each field where it was taken from, and which are not known."""
    out = [line for field in FIELDS if (line := field_line(story, field))]
    if story.section:
        out.append(f"Section: {story.section}")
    if story.source:
        out.append(f"File: {story.source}{f', read as {story.format}' if story.format else ''}")
    out += [f"The same file: {name}" for name in story.copies]
    if story.pages:
        out.append(count(len(story.pages), "page", "pages"))
    if story.captured:
        days = dict.fromkeys(moment[:10] for moment in story.captured)
        out.append(f"Captured: {names(tuple(days), most=MAX_CAPTURES)}")
    return tuple(out)
