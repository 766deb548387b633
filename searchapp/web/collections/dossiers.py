"""Presenter of dossiers: what of a collection, or of what a search finds, goes into a dossier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from searchapp import __version__
from searchapp.collections.dossier import Dossier, Entry, Evidence, Source, sha256_of
from searchapp.collections.kept import Item, said_now, source_of
from searchapp.collections.passages import find_passage, passage_key
from searchapp.engines import Index
from searchapp.facets import Called
from searchapp.model import Offsets, Statement, Story
from searchapp.provenance import doubt_said
from searchapp.query.result import Hit
from searchapp.text.wording import count_of, speakers_of
from searchapp.web.search_state import SearchState
from searchapp.web.security import origin
from searchapp.web.services import services
from searchapp.web.ui.asked import asked_in_a_line
from searchapp.web.ui.citing import UNTITLED, citation, original, statement_citation
from searchapp.web.ui.search_box import title
from searchapp.web.urls import passage_url, story_url


@dataclass(frozen=True, slots=True)
class Quotation:
    """What an entry is made of: a passage of a story, the story, or a search, with how many it `finds`.

    `item` is what it was in a collection.
    """

    story: Story | None
    sentence: Offsets | None = None
    statement: Statement | None = None
    item: Item | None = None
    finds: int = 0


# -- what is quoted -----------------------------------------------------------------------------------


def of_items(index: Index, items: Iterable[Item]) -> list[Quotation]:
    """The items of a collection, as they stand in the archive now; its searches are counted together."""
    items = list(items)
    stories = index.stories({item.story for item in items if item.story})
    asked = {i.search: services().ask(SearchState.from_query(i.search))[0] for i in items if i.search}
    counts = index.counts([q.request(widen=True) for q in asked.values()]) if asked else []
    finds = dict(zip(asked, counts, strict=True))
    return [_of_item(item, stories.get(item.story), finds.get(item.search, 0)) for item in items]


def _of_item(item: Item, story: Story | None, finds: int) -> Quotation:
    if story is None or item.quoted is None:
        return Quotation(story, item=item, finds=finds)
    said = said_now(story, item.quoted)
    return Quotation(story, said.sentence if said else find_passage(story, item.quoted.key), said, item)


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
        entries=tuple(
            _entry(q, numbers[q.story.id] if q.story else 0, index.decisions.called) for q in quotations
        ),
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
        doubts=tuple(doubt_said(doubt) for doubt in story.doubts),
    )


def _entry(quotation: Quotation, source: int, called: Called) -> Entry:
    story, item = quotation.story, quotation.item
    note = item.note if item else ""
    if story is None:
        assert item is not None
        if item.search:
            state = SearchState.from_query(item.search)
            about = (
                f"A search: {asked_in_a_line(state, called)}. It found {count_of(state.kind, quotation.finds)}."
            )
            return Entry(title(state, called), about, 0, None, note)
        return Entry(item.title, item.source, 0, _as_kept(item), note)
    return Entry(story.title or UNTITLED, source_of(story), source, _evidence(quotation), note)


def _as_kept(item: Item) -> Evidence | None:
    """A passage that is no longer there, as it was kept."""
    if (q := item.quoted) is None:
        return None
    passage = Evidence(q.key, q.sentence, None, "", f"“{q.sentence}”")
    return replace(passage, said=q.said, speaker=q.speaker, mode=q.mode, confidence=q.confidence)


def _evidence(quotation: Quotation) -> Evidence | None:
    """The passage of an entry; None where it is of a story as a whole."""
    story, sentence, said = quotation.story, quotation.sentence, quotation.statement
    assert story is not None
    if sentence is None:
        return _as_kept(quotation.item) if quotation.item else None
    words, key = story.text[slice(*sentence)], passage_key(story, sentence)
    line = statement_citation(story, said) if said else f"“{words}” {citation(story)}"
    passage = Evidence(key, words, sentence, origin() + passage_url(story.id, key), line)
    if said is None:
        return passage
    return replace(
        passage,
        spans=said.spans,
        said=story.words_of(said),
        speaker=speakers_of(said),
        mode=said.mode,
        polarity=said.polarity,
        cue=said.cue,
        rule=said.rule,
        confidence=said.confidence,
    )
