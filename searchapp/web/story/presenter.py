"""Presenter of the reader: a story's text cut into paragraphs, matches and statements, and the rail beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, takewhile

from searchapp.facets import BY_KEY
from searchapp.model import ENTITY_KINDS, FrameKind, FramePart, Mode, Offsets, Statement, Story
from searchapp.provenance import doubt_said
from searchapp.query.matching import cut, marks
from searchapp.query.tree import Node
from searchapp.text.paragraphs import paragraphs
from searchapp.text.wording import SAID_HOW, count, names, number, shorten, speakers_of
from searchapp.web.question import Question
from searchapp.web.search_state import SearchState
from searchapp.web.story.pages import NamedHere, Piece, Place, SaidRun, Speaker, StoryPage
from searchapp.web.ui.citing import UNTITLED, citation, original, page_said, spoken_by, statement_citation
from searchapp.web.ui.hits import said_by
from searchapp.web.ui.kept.pages import KeptHere
from searchapp.web.ui.links import day_link, outlet_link, runs
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.ui.search_box import box
from searchapp.web.urls import (
    MAX_BACK,
    add_statement_url,
    correct_url,
    name_url,
    statement_anchor,
    story_url,
    wrong_name_url,
)

Said = tuple[int, int, Statement]
"""A span of a statement: where its words begin and end."""

MAX_SHOWN = 200_000
MAX_MARK_LINKS = 12
MAX_NAMES = 12
MAX_CAPTURES = 6
FRAME: dict[FrameKind, str] = {
    "dateline": "dateline",
    "caption": "photo caption",
    "credit": "photo credit",
    "link": "Read more",
    "contributors": "contributor line",
    "newsletter": "newsletter and share links",
}
MODES: dict[Mode, str] = {"direct": "directly", "indirect": "indirectly", "mixed": "partly in direct speech"}
_FIELDS = {
    "title": "Title",
    "outlet": "Outlet",
    "published": "Date",
    "url": "Address",
    "byline": "Byline",
    "language": "Language",
}
_ORIGINS = {
    "header": "the file’s header",
    "sidecar": "the file beside it",
    "fetched": "where it was fetched from",
    "json-ld": "the page’s JSON-LD",
    "microdata": "the page’s microdata",
    "opengraph": "the page’s OpenGraph data",
    "meta": "the page’s meta tags",
    "title tag": "the page’s title",
    "page": "what the page shows",
    "address": "the page’s address",
    "dateline": "the dateline",
    "text": "the text itself",
    "given": "the record as given",
    "database": "the news database",
    "file name": "the file’s name",
    "heading": "its heading",
    "properties": "the document’s properties",
    "page foot": "the foot of its pages",
}


def story_page(
    story: Story,
    question: Question,
    *,
    back: Link,
    notices: tuple[Notice, ...] = (),
    found_by: str = "",
    kept: KeptHere | None = None,
) -> StoryPage:
    """All that the reader prints."""
    state = question.state
    text = story.text[:MAX_SHOWN]
    if len(story.text) > MAX_SHOWN:
        notices = (
            *notices,
            Notice(f"Only the first {number(MAX_SHOWN)} characters of this story are shown."),
        )
    notices = (*notices, *(Notice(doubt_said(doubt)) for doubt in story.doubts))
    node = question.marked
    found = marks(node, story.own_text[:MAX_SHOWN]) if state.q else []
    heading = cut(story.title, 0, len(story.title), title_marks(node, story.title)) if story.title else ()
    return StoryPage(
        title=story.title or UNTITLED,
        box=box(state),
        back=back,
        heading=runs(heading),
        outlet=outlet_link(SearchState(), story.outlet),
        day=day_link(SearchState(), story.published),
        byline=story.byline or "",
        original=original(story.url),
        language=story.language or "",
        paragraphs=tuple(marked_paragraphs(text, found, story)),
        marks=len(found),
        mark_links=tuple(Link(str(i), f"#m{i}") for i in range(1, min(len(found), MAX_MARK_LINKS) + 1)),
        marks_text=count(len(found), "mark", "marks") if state.q else "",
        frame=frame(story),
        quotes_lost=story.quotes_lost,
        speakers=speakers(story, back=story_url(story.id, state)),
        named=named(story, back=story_url(story.id, state)),
        origins=origins(story),
        citation=citation(story),
        notices=notices,
        found_by=found_by,
        kept=kept,
    )


def title_marks(node: Node, title: str) -> list[Offsets]:
    """What a query matches in a title."""
    return marks(node, title, field="title")


def frame(story: Story) -> str:
    """What of a story is about it and not part of it, in the order in which it stands; "" where nothing is."""
    return " · ".join(dict.fromkeys(FRAME[part.kind] for part in sorted(story.frame, key=lambda p: p.start)))


def marked_paragraphs(text: str, found: list[Offsets], story: Story) -> Iterator[tuple[Piece, ...]]:
    """The paragraphs of a text with what is matched, said and frame in them; one pass over all."""
    spoken = _Spoken(story)
    for start, end in paragraphs(text):
        yield pieces(text, start, end, found, spoken)


class _Spoken:
    """The spans of a story's statements and its frame, asked for stretch by stretch in the order of the text."""

    def __init__(self, story: Story) -> None:
        spans = [(a, b, s) for s in story.statements for a, b in s.spans]
        self._coming = sorted(spans, key=lambda s: s[:2], reverse=True)
        self._open: list[Said] = []
        self._frame = sorted(story.frame, key=lambda p: p.start, reverse=True)
        self.quotes_lost = story.quotes_lost

    def within(self, start: int, end: int) -> list[Said]:
        """The spans that reach into a stretch; none asked for later begins before it."""
        while self._coming and self._coming[-1][0] < end:
            self._open.append(self._coming.pop())
        self._open = [s for s in self._open if s[1] > start]
        return [s for s in self._open if s[0] < end]

    def frame_within(self, start: int, end: int) -> list[FramePart]:
        """The parts of the frame that reach into a stretch; none asked for later begins before it."""
        while self._frame and self._frame[-1].end <= start:
            self._frame.pop()
        return list(takewhile(lambda p: p.start < end, reversed(self._frame)))

    def told(self, statement: Statement) -> str:
        """Who said it, or would not, and how, in a line."""
        lost = ", possibly verbatim" if self.quotes_lost and statement.mode == "indirect" else ""
        unsure = ", uncertain" if statement.uncertain else ""
        return f"{spoken_by(statement, speakers_of(statement))}, told {MODES[statement.mode]}{lost}{unsure}"


def pieces(text: str, start: int, end: int, found: list[Offsets], spoken: _Spoken) -> tuple[Piece, ...]:
    """A stretch as matches and what lies between them, each cut where a statement begins or ends."""
    out: list[Piece] = []
    at = start
    for i in range(max(0, bisect_right(found, (start, start)) - 1), len(found)):
        a, b = max(found[i][0], at), min(found[i][1], end)
        if found[i][0] >= end:
            break
        if a >= b:
            continue
        if at < a:
            out.append(Piece(said_runs(text, at, a, spoken)))
        out.append(Piece(said_runs(text, a, b, spoken), mark=i + 1, first=a == found[i][0]))
        at = b
    if at < end:
        out.append(Piece(said_runs(text, at, end, spoken)))
    return tuple(out)


def said_runs(text: str, start: int, end: int, spoken: _Spoken) -> tuple[SaidRun, ...]:
    """text[start:end] in runs; where statements overlap, the one that began last tells how it is told."""
    here = spoken.within(start, end)
    around = spoken.frame_within(start, end)
    ends = [x for a, b, _ in here for x in (a, b)] + [x for p in around for x in (p.start, p.end)]
    edges = sorted({start, end, *(x for x in ends if start < x < end)})
    out: list[SaidRun] = []
    for low, high in pairwise(edges):
        over = [(a, s) for a, b, s in here if a <= low and high <= b]
        if not over:
            part = next((FRAME[p.kind] for p in around if p.start <= low and high <= p.end), "")
            out.append(SaidRun(text[low:high], frame=part))
            continue
        inner = max(over, key=lambda o: o[0])[1]
        who = "; ".join(spoken.told(s) for _, s in over)
        begins = any(s.spans[0][0] == low for _, s in over)
        out.append(SaidRun(text[low:high], inner.mode, who[0].upper() + who[1:], f"s{low}" if begins else ""))
    return tuple(out)


def said_how(statement: Statement) -> str:
    """What is to be said beside words that were not simply said, or may not have been."""
    return ", ".join(filter(None, (SAID_HOW[statement.polarity], "uncertain" if statement.uncertain else "")))


def speakers(story: Story, *, back: str) -> tuple[Speaker, ...]:
    """Who speaks in a story, most heard first, with each place; `back` is this story as it is being read."""
    by_speaker: dict[tuple[str, bool], list[Statement]] = {}
    first: dict[str, str] = {}
    for s in story.statements:
        unnamed = s.speaker_kind == "unnamed"
        for name in s.everyone:
            called = first.setdefault(name.casefold(), name) if unnamed else name
            by_speaker.setdefault((called, unnamed), []).append(s)
    out: list[Speaker] = []
    heard = sorted(by_speaker.items(), key=lambda item: (item[0][1], -sum(not s.uncertain for s in item[1])))
    for (name, unnamed), theirs in heard:
        places = tuple(
            Place(
                label=shorten(story.words_of(s), 60),
                url=f"#{statement_anchor(s)}",
                mode=s.mode,
                how=said_how(s),
                page=page_said(story, s),
                correct=correct_url(story, s, back),
                citation=statement_citation(story, s),
                add=add_statement_url(story, s, back),
            )
            for s in theirs
        )
        everything = SearchState(kind="statement")
        if all(s.uncertain for s in theirs):
            everything = everything.with_uncertain()
        found = said_by(everything, "" if unnamed else name).url()
        about = "" if unnamed else name_url("speaker", name)
        out.append(Speaker(name, unnamed, number(len(theirs)), places, found, about))
    return tuple(out)


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
    out: list[str] = []
    for field, label in _FIELDS.items():
        if getattr(story, field) is None:
            out.append(f"{label}: not known")
        elif origin := story.origins.get(field):
            out.append(f"{label}: from {_ORIGINS.get(origin, origin)}")
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
