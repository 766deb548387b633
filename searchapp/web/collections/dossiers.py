"""Presenter of dossiers: a collection, or what a search finds, as a dossier, its page and its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from searchapp import __version__
from searchapp.collections.dossier import (
    Dossier,
    Entry,
    Evidence,
    Source,
    manifest_of,
    read_page,
    sha256_of,
    unbroken,
)
from searchapp.collections.kept import Item, source_of
from searchapp.collections.passages import find_passage, passage_key
from searchapp.curation.corrections import statement_key
from searchapp.engines import Index
from searchapp.formats.cited import Cited
from searchapp.formats.dossiers import pack
from searchapp.model import Mode, Offsets, Statement, Story
from searchapp.query.result import Hit
from searchapp.text.paragraphs import paragraphs, paragraphs_around
from searchapp.text.wording import SAID_HOW, count, day_of, number, shorten, speakers_of
from searchapp.web.collections.pages import DossierEntry, DossierPage, DossierRun, DossierSource
from searchapp.web.pages import render_alone
from searchapp.web.search_state import SearchState
from searchapp.web.security import origin
from searchapp.web.ui.citing import UNTITLED, citation, original, statement_citation
from searchapp.web.ui.hits import evidence
from searchapp.web.ui.kept import GONE, LAPSED
from searchapp.web.ui.search_box import title
from searchapp.web.urls import passage_url, story_url

TOLD: Mapping[Mode, str] = {
    "direct": "in direct speech",
    "indirect": "in indirect speech",
    "mixed": "partly in direct speech",
}
LEAD = 700
"""Characters of a story's beginning."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What an entry is made of: a passage of a story, or the story; `item` is what it was in a collection."""

    story: Story | None
    sentence: Offsets | None = None
    statement: Statement | None = None
    item: Item | None = None


# -- what is quoted -----------------------------------------------------------------------------------


def of_items(index: Index, items: Iterable[Item]) -> list[Quotation]:
    """The items of a collection, as they stand in the archive now."""
    items = list(items)
    stories = index.stories({item.story for item in items if item.story})
    return [_of_item(item, stories.get(item.story)) for item in items]


def _of_item(item: Item, story: Story | None) -> Quotation:
    if story is None or item.quoted is None:
        return Quotation(story, item=item)
    same = [s for s in story.statements if statement_key(story, s)[0] == item.quoted.key]
    said = [s for s in same if story.words_of(s) == item.quoted.said] or (same if item.quoted.said else [])
    sentence = said[0].sentence if said else find_passage(story, item.quoted.key)
    return Quotation(story, sentence, said[0] if said else None, item)


def of_hits(index: Index, hits: Iterable[Hit]) -> list[Quotation]:
    """What a search found: statements; of a story those that match, or else the story."""
    hits = list(hits)
    stories = index.stories(dict.fromkeys(hit.story_id for hit in hits))
    out: list[Quotation] = []
    for hit in hits:
        said = [hit.statement] if hit.statement else [s for s, _ in hit.quotes]
        story = stories[hit.story_id]
        out += [Quotation(story, s.sentence, s) for s in said] or [Quotation(story)]
    return out


# -- the dossier --------------------------------------------------------------------------------------


def dossier_of(
    index: Index, quotations: list[Quotation], *, name: str, note: str, asked: str, archive: str, now: datetime
) -> Dossier:
    """A dossier of these quotations."""
    stories = list({q.story.id: q.story for q in quotations if q.story}.values())
    numbers = {story.id: n for n, story in enumerate(stories, 1)}
    return Dossier(
        title=name,
        note=note,
        asked=asked,
        archive=archive,
        made=now.isoformat(timespec="seconds"),
        program=__version__,
        enrichment=index.status().enrichment,
        sources=tuple(map(_source, stories)),
        entries=tuple(_entry(q, numbers[q.story.id] if q.story else 0) for q in quotations),
    )


def _source(story: Story) -> Source:
    return Source(
        id=story.id,
        title=story.title or UNTITLED,
        outlet=story.outlet or "",
        published=story.published.isoformat() if story.published else "",
        byline=story.byline or "",
        url=original(story.url) or "",
        link=origin() + story_url(story.id),
        citation=citation(story),
        sha256=sha256_of(story.text),
        characters=len(story.text),
    )


def _entry(quotation: Quotation, source: int) -> Entry:
    story, item = quotation.story, quotation.item
    note = item.note if item else ""
    if story is None:
        assert item is not None
        if item.search:
            state = SearchState.from_query(item.search)
            return Entry(title(state), f"A search of the archive: {origin()}{state.url()}", 0, None, note)
        return Entry(item.title, item.source, 0, _as_kept(item), note)
    return Entry(story.title or UNTITLED, source_of(story), source, _evidence(quotation), note)


def _as_kept(item: Item) -> Evidence | None:
    """A passage that is no longer there, as it was kept."""
    q = item.quoted
    if q is None:
        return None
    return Evidence(
        q.key, q.sentence, None, (), q.said, q.speaker, q.mode, "", "", "", q.confidence, "", f"“{q.sentence}”"
    )


def _evidence(quotation: Quotation) -> Evidence | None:
    story, sentence, said, item = quotation.story, quotation.sentence, quotation.statement, quotation.item
    assert story is not None
    if sentence is None:
        return _as_kept(item) if item else None
    cited = Cited(story, sentence=sentence, statement=said)
    words = story.text[slice(*sentence)]
    key = passage_key(story, sentence)
    line = statement_citation(story, said) if said else f"“{words}” {citation(story)}"
    return Evidence(
        key=key,
        words=words,
        sentence=sentence,
        spans=said.spans if said else (),
        said=cited.words if said else "",
        speaker=speakers_of(said) if said else "",
        mode=said.mode if said else "",
        polarity=said.polarity if said else "",
        cue=said.cue if said else "",
        rule=said.rule if said else "",
        confidence=said.confidence if said else 0.0,
        link=origin() + passage_url(story.id, key),
        citation=line,
    )


# -- its page -----------------------------------------------------------------------------------------


def page_of(dossier: Dossier, quotations: list[Quotation]) -> DossierPage:
    """A dossier as it is printed."""
    many = f"{count(len(dossier.entries), 'item', 'items')} from {count(len(dossier.sources), 'story', 'stories')}"
    lines = (
        f"Made on {day_of(dossier.made)} out of the archive “{dossier.archive}”: {many}.",
        *([f"The search: {dossier.asked}."] if dossier.asked else []),
    )
    return DossierPage(
        title=dossier.title,
        note=dossier.note,
        lines=lines,
        entries=tuple(
            _printed(entry, quotation, number)
            for number, (entry, quotation) in enumerate(zip(dossier.entries, quotations, strict=True), 1)
        ),
        sources=tuple(
            DossierSource(s.citation, s.link, s.url, number(s.characters), s.sha256) for s in dossier.sources
        ),
        made_by=f"searchapp {dossier.program}, names and statements by {dossier.enrichment}",
    )


def _printed(entry: Entry, quotation: Quotation, number: int) -> DossierEntry:
    said, shown, story = quotation.statement, entry.evidence, quotation.story
    verb = f" ({SAID_HOW[said.polarity]})" if said and SAID_HOW[said.polarity] else ""
    return DossierEntry(
        number=number,
        title=entry.title,
        about=entry.about,
        source=entry.source,
        link=shown.link if shown else origin() + story_url(story.id) if story else "",
        original=original(story.url) or "" if story else "",
        paragraphs=_paragraphs(quotation, shown),
        who=shown.speaker if shown else "",
        mode=shown.mode if shown else "",
        how=f"{TOLD[said.mode]}{verb}" if said else "",
        found=evidence(said) if said else "",
        lapsed="" if shown is None or shown.sentence else LAPSED if story else GONE,
        citation=shown.citation if shown else citation(story) if story else "",
        note=entry.note,
    )


def _paragraphs(quotation: Quotation, shown: Evidence | None) -> tuple[tuple[DossierRun, ...], ...]:
    """A passage in its paragraphs, as it was kept where it is no longer there; of a story its beginning."""
    story = quotation.story
    if shown is None:
        first = next(paragraphs(story.text), None) if story else None
        return ((DossierRun(shorten(story.text[slice(*first)], LEAD)),),) if story and first else ()
    if story is None or shown.sentence is None:
        return ((DossierRun(shown.words, sentence=True),),)
    around = paragraphs_around(story.text, *shown.sentence)
    return tuple(_runs(story.text, stretch, shown.sentence, shown.spans) for stretch in around)


def _runs(text: str, stretch: Offsets, sentence: Offsets, spans: tuple[Offsets, ...]) -> tuple[DossierRun, ...]:
    """A stretch of a text in runs, cut where the sentence and what is said in it begin and end."""
    edges = sorted({*stretch, *(x for span in (sentence, *spans) for x in span if stretch[0] < x < stretch[1])})
    return tuple(
        DossierRun(
            text[a:b],
            sentence=sentence[0] <= a < sentence[1],
            said=any(start <= a < end for start, end in spans),
        )
        for a, b in pairwise(edges)
    )


def sealed(dossier: Dossier, page: DossierPage) -> str:
    """A dossier's page as HTML, with the manifest in it that says how it reads."""
    manifest = manifest_of(dossier, page=read_page(render_alone(page)).page)
    return render_alone(replace(page, manifest=unbroken(manifest)))


def packed(html: str, dossier: Dossier, quotations: list[Quotation]) -> bytes:
    """A dossier with all that it rests on, as one file."""
    return pack(html, read_page(html).page, dossier, {q.story.id: q.story for q in quotations if q.story})
