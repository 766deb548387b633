"""The table of an event: a column an outlet, a row a speaker, in each cell what was said, as it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from searchapp.compare.accounts import Accounts, Cell, Column, Row, Saying, Told
from searchapp.compare.figures import DAYS, Counted, Counts, figures
from searchapp.compare.same_words import Pairs, share_of
from searchapp.facets import BY_KEY
from searchapp.model import Story
from searchapp.text.en_appositions import told_of
from searchapp.text.wording import SAID_HOW, attributed, count, count_of, shorten, stretch
from searchapp.web.events.pages import ColumnHead, FiguresCell, FiguresRow, OutletCell, SpeakerRow, Words
from searchapp.web.events.places import Places, edits
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Link
from searchapp.web.urls import name_url, story_url

MOST_WORDS = 420
"""Characters of a statement in a cell."""
MOST_FIGURES, MOST_IN_CELL = 12, 8
"""Things counted, and numbers or days in a cell."""


def column_head(column: Column, state: SearchState, pairs: Pairs, places: Places) -> ColumnHead:
    """An outlet on top of its column; of several stories it leads to the search for them."""
    stories = column.stories
    days = sorted(story.published for story in stories if story.published)
    told = [stretch(days[0], days[-1]) if days else "no date"]
    if len(stories) > 1:
        told.append(count_of("story", len(stories)))
    told.append(count(sum(len(places.sentences(story)) for story in stories), "sentence", "sentences"))
    told.append(_shares(stories, pairs))
    label, only = column.outlet or BY_KEY["outlet"].unknown, stories[0]
    if len(stories) == 1:
        return ColumnHead(Link(label, story_url(only.id), note=only.title or ""), " · ".join(told))
    return ColumnHead(Link(label, state.url_only("outlet", column.outlet or "")), " · ".join(told))


def _shares(stories: Sequence[Story], pairs: Pairs) -> str:
    """How much of stories stands elsewhere too, or that it is their outlet's own."""
    sizes = [len(story.text.split()) for story in stories]
    shared = sum(share_of(story, pairs.get(story.id, ())) * n for story, n in zip(stories, sizes, strict=True))
    percent = round(100 * shared / (sum(sizes) or 1))
    return f"{percent} % shared" if percent else "own reporting"


# -- who says what ------------------------------------------------------------------------------------


def speaker_row(row: Row, table: Accounts, places: Places) -> SpeakerRow:
    """A speaker with a cell for each outlet."""
    speaker, named = row.speaker, row.speaker.kind != "unnamed"
    heard = {told.saying.story.id: told.saying.story.text for cell in row.cells for told in cell.told}
    about = next(filter(None, (told_of(text, speaker.names) for text in heard.values())), "")
    return SpeakerRow(
        name=Link(speaker.name, name_url("speaker", speaker.name) if named else ""),
        about=about if named else "not named",
        cells=tuple(_cell(cell, column, places) for cell, column in zip(row.cells, table.columns, strict=True)),
    )


def _cell(cell: Cell, column: Column, places: Places) -> OutletCell:
    named = None
    if cell.named:
        said = f"perhaps named, as “{cell.named.words}”" if cell.named.perhaps else "named, not quoted"
        named = Link(said, places.link(cell.named.story, cell.named.span))
    outlet = column.outlet or BY_KEY["outlet"].unknown
    return OutletCell(outlet, tuple(_words(told, places) for told in cell.told), named)


def _words(told: Told, places: Places) -> Words:
    story, statement = told.saying
    before, verb = attributed(statement)
    words = _said(told.saying)
    return Words(
        words=shorten(words, MOST_WORDS),
        link=places.sentence(story, statement.sentence),
        mode=statement.mode,
        how=SAID_HOW[statement.polarity] or verb or before.removesuffix(" the"),
        called=told.called,
        also=tuple(_elsewhere(told, places)),
        same=_first(told.first, story, places) if told.first else None,
        edits=edits(_said(told.first), words) if told.first else (),
    )


def _elsewhere(told: Told, places: Places) -> Iterator[Link]:
    """The other outlets that have the same words, each once."""
    outlets = {told.saying.story.outlet}
    for other in told.again:
        if other.story.outlet is None or other.story.outlet not in outlets:
            outlets.add(other.story.outlet)
            yield _linked(other, places)


def _first(first: Saying, story: Story, places: Places) -> Link:
    link = _linked(first, places)
    return replace(link, label="above" if first.story.outlet == story.outlet else f"in {link.label}")


def _said(saying: Saying) -> str:
    return " ".join(saying.story.words_of(saying.statement).split())


def _linked(saying: Saying, places: Places) -> Link:
    return Link(places.outlet(saying.story), places.sentence(saying.story, saying.statement.sentence))


# -- numbers and days ---------------------------------------------------------------------------------


def figures_rows(table: Accounts, counts: Mapping[str, Counts], places: Places) -> tuple[FiguresRow, ...]:
    """What several outlets count, or one, and the days that they tell; `counts` is what each story counts."""
    counted = figures(table.columns, counts)
    numbers = [row for row in counted if row.what != DAYS][:MOST_FIGURES]
    shown = [*numbers, *(row for row in counted if row.what == DAYS)]
    return tuple(_figures_row(row, table.columns, places) for row in shown)


def _figures_row(row: Counted, columns: Sequence[Column], places: Places) -> FiguresRow:
    days = row.what == DAYS
    cells = []
    for column, found, mentioned in zip(columns, row.cells, row.mentioned, strict=True):
        none = "no day told" if days else "told without a number" if mentioned else "not told"
        links = tuple(Link(f.words, places.link(f.story, f.span)) for f in found[:MOST_IN_CELL])
        outlet = column.outlet or BY_KEY["outlet"].unknown
        cells.append(FiguresCell(outlet, links, "" if links else none, bool(links) or mentioned))
    return FiguresRow("Days" if days else row.what, tuple(cells))
