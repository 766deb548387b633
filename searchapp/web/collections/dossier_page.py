"""Presenter of a dossier's page, which needs nothing beside it, and of the ZIP file with all that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

from searchapp.collections.dossier import Dossier, Entry, Evidence, manifest_of, read_page, unbroken
from searchapp.formats.cited import Cited
from searchapp.formats.dossiers import pack
from searchapp.model import Mode, Offsets
from searchapp.text.paragraphs import paragraphs, paragraphs_around
from searchapp.text.wording import SAID_HOW, count, day_of, number, shorten
from searchapp.web.collections.dossiers import Quotation
from searchapp.web.collections.pages import DossierEntry, DossierPage, DossierRun, DossierSource
from searchapp.web.pages import render_alone
from searchapp.web.search_state import SearchState
from searchapp.web.security import origin
from searchapp.web.ui.citing import citation, original
from searchapp.web.ui.hits import evidence
from searchapp.web.ui.kept import since_then
from searchapp.web.urls import story_url

TOLD: Mapping[Mode, str] = {
    "direct": "in direct speech",
    "indirect": "in indirect speech",
    "mixed": "partly in direct speech",
}
LEAD = 700
"""Characters of a story's beginning."""


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
            DossierSource(s.citation, s.link, s.url, number(s.characters), s.sha256, s.doubts)
            for s in dossier.sources
        ),
        made_by=f"searchapp {dossier.program}, names and statements by {dossier.enrichment}",
    )


def _printed(entry: Entry, quotation: Quotation, number: int) -> DossierEntry:
    said, shown, story = quotation.statement, entry.evidence, quotation.story
    kept = quotation.item.quoted if quotation.item else None
    verb = f" ({SAID_HOW[said.polarity]})" if said and SAID_HOW[said.polarity] else ""
    return DossierEntry(
        number=number,
        title=entry.title,
        about=entry.about,
        source=entry.source,
        link=_link(quotation, shown),
        original=original(story.url) or "" if story else "",
        paragraphs=_paragraphs(quotation, shown),
        who=shown.speaker if shown else "",
        mode=shown.mode if shown else "",
        how=f"{TOLD[said.mode]}{verb}" if said else "",
        found=evidence(said) if said else "",
        lapsed=since_then(story, kept) if kept else "",
        citation=shown.citation if shown else citation(story) if story else "",
        note=entry.note,
    )


def _link(quotation: Quotation, shown: Evidence | None) -> str:
    """Where in the archive an entry is."""
    if shown:
        return shown.link
    if quotation.item and quotation.item.search:
        return origin() + SearchState.from_query(quotation.item.search).url()
    return origin() + story_url(quotation.story.id) if quotation.story else ""


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


def packed(html: str, dossier: Dossier, quotations: list[Quotation], *, today: date) -> bytes:
    """A dossier with all that it rests on, as one file."""
    cited = [
        Cited(q.story, e.evidence.link if e.evidence else "", today, q.sentence, q.statement)
        for q, e in zip(quotations, dossier.entries, strict=True)
        if q.story
    ]
    return pack(html, read_page(html).page, dossier, cited)
