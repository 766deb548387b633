"""Presenter of the reader: a story's text with its marks and the ways between them, and the rail beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from searchapp.collections.passages import passage_key
from searchapp.formats.downloads import DOWNLOADS
from searchapp.model import Offsets, Story
from searchapp.provenance import doubt_said
from searchapp.query.matching import cut, marks
from searchapp.query.tree import Node, positive_leaves
from searchapp.text.letters import direction
from searchapp.text.sentences import sentences
from searchapp.text.wording import count, number, shorten
from searchapp.web.question import Question
from searchapp.web.search_state import SearchState
from searchapp.web.story.also import Others, also_told, copied
from searchapp.web.story.body import FRAME, Body, side_by_side
from searchapp.web.story.pages import Passage, Piece, SaidRun, Step, StoryPage
from searchapp.web.story.rail import heard_in, named, origins, speakers, statement_steps
from searchapp.web.story.ways import Reading, Ways, part_starts
from searchapp.web.ui.citing import MAX_CITED, UNTITLED, citation, original, statement_citation
from searchapp.web.ui.kept.pages import KeptHere
from searchapp.web.ui.links import day_link, outlet_link
from searchapp.web.ui.parts import Link, Notice, NotRight
from searchapp.web.ui.search_box import box
from searchapp.web.urls import cite_url, passage_url, story_url

FILES = {"ris": "RIS", "bibtex": "BibTeX", "csl": "CSL-JSON"}
"""The forms in which a citation is a file, and what each is called."""
LINKS_SAID = "The ¶ behind each sentence is its permanent link."


def story_page(
    story: Story,
    question: Question,
    reading: Reading,
    *,
    back: Link,
    not_right: NotRight,
    lit: Offsets | None = None,
    notices: tuple[Notice, ...] = (),
    found_by: str = "",
    kept: KeptHere | None = None,
    others: Others | None = None,
) -> StoryPage:
    """All that the reader prints; `lit` is the passage that a link led to, `others` are who else tells of it."""
    others = others or Others()
    spans = list(sentences(story.text))
    ways = Ways.of(reading, part_starts(spans), len(story.text), lit)
    title = story.title or ""
    in_title = title_marks(question.marked, title)
    found = side_by_side(story.text, marks(question.marked, story.own_text))
    at = [*(ways.shown[0] for _ in in_title), *(start for start, _ in found)]
    stops = [(offset, f"m{i}") for i, offset in enumerate(at, 1)]
    heard = heard_in(story)
    steps = dict(statement_steps(heard, ways))
    steps |= {stop[1]: ways.step(stops, i, "marks", "mark") for i, stop in enumerate(stops) if ways.shows(stop)}
    shared = copied(story, spans, others)
    body = Body(story, ways.shown, spans, found, len(in_title) + 1, steps, lit, shared)
    said = [LINKS_SAID] if reading.links else []
    if reading.part > len(ways.starts):
        said.append(f"This story has {count(len(ways.starts), 'part', 'parts')} only; this is the last.")
    return StoryPage(
        title=story.title or UNTITLED,
        box=box(question.state),
        back=back,
        link=story_url(story.id),
        heading=tuple(_heading(title, in_title, steps)),
        outlet=outlet_link(SearchState(), story.outlet),
        day=day_link(SearchState(), story.published),
        byline=story.byline or "",
        not_right=not_right,
        original=original(story.url),
        language=story.language or "",
        direction=direction(story.text or title),
        passage=_passage(story, lit) if lit else None,
        paragraphs=tuple(body.paragraphs()),
        marked=_marked(len(found), len(in_title)) if _has_words(question.marked) else "",
        first_mark=ways.to(stops[0]) if stops else "",
        parts=tuple(_parts(ways)),
        sentence_links=_sentence_links(ways.reading) if spans else None,
        with_links=reading.links,
        frame=frame(story),
        quotes_lost=story.quotes_lost,
        speakers=tuple(speakers(story, heard, ways, lit)),
        named=named(story, back=ways.reading.url()),
        also=also_told(story, others),
        origins=origins(story),
        citation=citation(story),
        files=_files(story),
        notices=(*notices, *(Notice(line) for line in (*said, *map(doubt_said, story.doubts)))),
        found_by=found_by,
        kept=kept,
    )


def _has_words(node: Node) -> bool:
    """Whether a query has words that may be marked in a text or a title."""
    return any(name in ("", "text", "title") for name, _ in positive_leaves(node))


def title_marks(node: Node, title: str) -> list[Offsets]:
    """What a query matches in a title."""
    return side_by_side(title, marks(node, title, field="title"))


def frame(story: Story) -> str:
    """What of a story is about it and not part of it, in the order in which it stands; "" where nothing is."""
    return " · ".join(dict.fromkeys(FRAME[part.kind] for part in sorted(story.frame, key=lambda p: p.start)))


def _heading(title: str, found: list[Offsets], steps: dict[str, Step]) -> Iterator[Piece]:
    """A title in pieces; its marks are counted before those of the text."""
    mark = 0
    for span in cut(title, 0, len(title), found):
        mark += span.hit
        run = (SaidRun(span.text),)
        yield Piece(run, mark, step=steps[f"m{mark}"]) if span.hit else Piece(run)


def _marked(in_text: int, in_title: int) -> str:
    """How many marks there are, and how many of them in the title."""
    if not in_text + in_title:
        return "Nothing is marked: the words of your search do not stand in this story."
    said = count(in_text + in_title, "mark", "marks")
    if not in_title:
        return said
    return f"{said}, {number(in_title)} in the title" if in_text else f"{said}, in the title"


def _parts(ways: Ways) -> Iterator[Link]:
    """The parts of a long story, the one that is shown among them."""
    if len(ways.starts) > 1:
        for n in range(1, len(ways.starts) + 1):
            part = replace(ways.reading, part=n)
            yield Link(number(n), part.url(), current=part == ways.reading)


def _sentence_links(reading: Reading) -> Link:
    """Where the links of sentences are shown, or no more."""
    other = replace(reading, links=not reading.links)
    return Link("Hide the links to sentences" if reading.links else "Show links to sentences", other.url())


def _passage(story: Story, sentence: Offsets) -> Passage:
    """The sentence that a link led to, with its own link as it stands now."""
    words = story.text[slice(*sentence)]
    page = f"p. {story.page_at(sentence[0])}" if len(story.pages) > 1 else ""
    line = f"“{shorten(words, MAX_CITED)}” {citation(story, page=page)}"
    said = next((statement_citation(story, s) for s in story.statements if s.sentence == sentence), line)
    key = passage_key(story, sentence)
    return Passage(passage_url(story.id, key), said, _files(story, key))


def _files(story: Story, key: str = "") -> tuple[Link, ...]:
    """The citation of a story, or of the passage of this key, as files."""
    return tuple(Link(label, cite_url(story.id, DOWNLOADS[form].ending, key)) for form, label in FILES.items())
