"""Presenter of the page about a name: how it is spelled, when it was heard, with whom it stands, what was said.

Every count on it is the total of the search it leads to.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from searchapp.archive.rounds import Part, Rounds
from searchapp.curation.authority import Authority, Entry
from searchapp.curation.bearers import Resolution
from searchapp.engines import Index
from searchapp.facets import BY_KEY, Facet
from searchapp.model import ENTITY_KINDS, EntityKind, Story
from searchapp.query.result import FacetCounts, SearchResult
from searchapp.query.tree import Everything, Field, Phrase
from searchapp.text.analysis import phrase_terms, same_name
from searchapp.text.wording import ARTICLE, count, count_of, number, stretch
from searchapp.web.names.pages import KnownAs, NamePage, NotThis, ResolvedRow, Sayings, Together
from searchapp.web.names.timeline import over_time, times
from searchapp.web.question import ask
from searchapp.web.search_state import SearchState
from searchapp.web.ui.hits import hit_views
from searchapp.web.ui.parts import Link, Notice, Undo
from searchapp.web.urls import AT, by_story_url, name_url

STORIES_READ = 60
"""Stories whose text is read for the spellings of a name; of more, the newest."""
SPELLINGS = 12
TOGETHER = 8
HITS = 5
_BESIDE = (*ENTITY_KINDS, "speaker")


def name_page(
    index: Index, facet: Facet, value: str, *, authority: Authority, notices: tuple[Notice, ...] = ()
) -> NamePage | None:
    """The page about a value of a facet; None where no story has it."""
    state = SearchState().only(facet.key, value)
    result = index.search(
        state.request(Everything(), page_size=0, facets=_BESIDE, facet_size=TOGETHER + 2, timeline=False)
    )
    called = next(v for f in result.facets if f.key == facet.key for v in f.values if v.state == "only")
    if not result.total:
        return None
    label = called.label
    state = SearchState().only(facet.key, label)
    entries = _entries(authority, facet, label)
    rounds = Rounds(index)
    said = rounds.add(_statements("speaker", label)) if facet.key != "place" else None
    named = rounds.add(_statements(facet.key, label)) if facet.key in ENTITY_KINDS else None
    written = rounds.add(_over_time(state))
    others = rounds.add(_also(facet, label))
    beside = rounds.add(_together(state, facet.key, label, result.facets))
    rounds.run()
    spoken, told = (part.value if part else None for part in (said, named))
    heard = spoken or told or written.value
    stories = _stories(index, state)
    resolved = [r for r in index.resolutions if r.person == label] if "person" in facet.names else []
    resolved.sort(key=lambda r: (-r.stories, r.form))
    forms = {same_name(f) for f in (label, *(f for e in entries for f in e.forms), *(r.form for r in resolved))}
    places = _spellings(stories, facet, label, entries, forms)
    return NamePage(
        title=label,
        key=facet.key,
        kind=facet.label,
        heading=label,
        counts=(
            Link(count_of("story", result.total), state.url()),
            *([Link(f"heard in {count_of('statement', spoken[1].total)}", spoken[0].url())] if spoken else ()),
            *([Link(f"named in {count_of('statement', told[1].total)}", told[0].url())] if told else ()),
        ),
        also=others.value,
        spellings=tuple((text, number(n)) for text, n in places.most_common(SPELLINGS)),
        spellings_note=_spellings_note(len(places), len(stories), result.total),
        known=_known_as(entries[0]) if entries else None,
        resolved=tuple(_resolved(r, name_url(facet.key, label)) for r in resolved),
        times=times(*heard),
        together=beside.value,
        sayings=tuple(_sayings(spoken, told)),
        not_this=_not_this(facet, label, stories, forms, result.total),
        can_merge=facet.key in ENTITY_KINDS,
        by_story=next((by_story_url(k, label) for k in ENTITY_KINDS if k == facet.key and result.total > 1), ""),
        notices=(*notices, *_taken(index, facet, value, label)),
    )


Answer = tuple[SearchState, SearchResult]
"""A search and its answer."""


def _statements(key: str, label: str) -> Part[Answer | None]:
    """The statements that have a value, with the first of them and by date; None where there are none."""
    state = SearchState(kind="statement").only(key, label)
    (result,) = yield [over_time(ask(state, Authority()).request(page_size=HITS, whole=True))]
    return (state, result) if result.total else None


def _over_time(state: SearchState) -> Part[Answer]:
    """A search by date."""
    (result,) = yield [over_time(state.request(Everything(), page_size=0))]
    return state, result


def _sayings(spoken: Answer | None, told: Answer | None) -> Iterator[Sayings]:
    first = 1
    for heading, found, named in (("Says", spoken, False), ("Is spoken of", told, True)):
        if found is None:
            continue
        state, result = found
        hits = hit_views(ask(state, Authority()), result.hits, first=first)[1]
        first += len(hits)
        every = ("All " if result.total > 1 else "") + count_of("statement", result.total)
        ways = (Link(every, state.url()), *(() if named else (Link("Outlet by outlet", state.url(AT.words)),)))
        yield Sayings(heading, ways, hits, named)


def _also(facet: Facet, label: str) -> Part[tuple[Link, ...]]:
    """The same name under the other facets."""
    keys = [key for key in _BESIDE if key != facet.key]
    results = yield [
        SearchState().only(key, label).request(Everything(), page_size=0, facets=(), timeline=False)
        for key in keys
    ]
    return tuple(
        Link(_a(key), name_url(key, label), count_of("story", found.total))
        for key, found in zip(keys, results, strict=True)
        if found.total
    )


def _a(key: str) -> str:
    """What a name under a facet is."""
    return next((article for kind, article in ARTICLE.items() if kind == key), "a speaker")


def _together(
    state: SearchState, key: str, label: str, counts: tuple[FacetCounts, ...]
) -> Part[tuple[Together, ...]]:
    """Names in the same stories. Two values of one facet widen each other, so those are asked for by a field."""
    node = Field(key, Phrase(label))
    request = SearchState(q=str(node)).request(
        node, page_size=0, facets=(key,), facet_size=TOGETHER + 1, timeline=False
    )
    own = (yield [request]) if phrase_terms(label) else []
    out: list[Together] = []
    for found in counts:
        base = state
        if found.key == key:
            if not own:
                continue
            base = SearchState(q=str(node))
            found = own[0].facets[0]
        values = [v for v in found.values if v.count and same_name(v.value) != same_name(label)]
        links = tuple(
            Link(
                v.label,
                name_url(found.key, v.value),
                number(v.count),
                note=base.with_filter(found.key, v.value).url(),
            )
            for v in values[:TOGETHER]
        )
        if links:
            out.append(Together(BY_KEY[found.key].plural.capitalize(), links))
    return tuple(out)


# -- spellings ----------------------------------------------------------------------------------------


def _stories(index: Index, state: SearchState) -> list[Story]:
    """The newest stories of a search, as many as are read."""
    request = state.request(Everything(), page_size=STORIES_READ, facets=(), timeline=False)
    return list(index.stories([story_id for story_id, _ in index.ranking(request)]).values())


def _entries(authority: Authority, facet: Facet, label: str) -> list[Entry]:
    """The entries of the names file that go by this name."""
    return [e for e in authority.entries if e.kind in facet.names and same_name(e.preferred) == same_name(label)]


def _spellings(
    stories: list[Story], facet: Facet, label: str, entries: list[Entry], forms: set[tuple[str, ...]]
) -> Counter[str]:
    """What stands in the stories where the name is meant, and how often; hidden aliases are not shown."""
    hidden = {same_name(n) for e in entries for n in e.hidden_aliases}
    tally: Counter[str] = Counter()
    for story in stories:
        tally.update(" ".join(text.split()) for text in _texts(story, facet.key, forms))
    if facet.key not in ENTITY_KINDS:
        tally = _whatever_case(tally)
    return Counter({text: n for text, n in tally.items() if same_name(text) not in hidden})


def _whatever_case(tally: Counter[str]) -> Counter[str]:
    """The same, with "He" at the start of a sentence counted as "he"."""
    usual = {text.casefold(): text for text, _ in reversed(tally.most_common())}
    out: Counter[str] = Counter()
    for text, n in tally.items():
        out[usual[text.casefold()]] += n
    return out


def _texts(story: Story, key: str, forms: set[tuple[str, ...]]) -> Iterator[str]:
    if key in ENTITY_KINDS:
        yield from (m.text for m in story.mentions if m.kind == key and same_name(m.name) in forms)
        return
    for s in (s for s in story.statements if s.speaker_kind != "unnamed"):
        for name in (n for n in s.everyone if same_name(n) in forms):
            yield story.text[slice(*s.speaker_span)] if s.speaker_span and name == s.speaker else name


def _spellings_note(distinct: int, read: int, total: int) -> str:
    """What the list of spellings leaves out."""
    out = []
    if distinct > SPELLINGS:
        out.append(f"and {count(distinct - SPELLINGS, 'other', 'others')}")
    if read < total:
        out.append(f"counted in the newest {number(read)} of {number(total)} stories")
    return ", ".join(out)


def _known_as(entry: Entry) -> KnownAs:
    aliases = tuple(f for f in entry.forms[1:] if f not in entry.hidden_aliases)
    where = f"in {count(len(entry.stories), 'story', 'stories')} only" if entry.stories else ""
    return KnownAs(aliases, entry.not_aliases, entry.note, where)


def _taken(index: Index, facet: Facet, value: str, label: str) -> Iterator[Notice]:
    """For whom the archive takes the name that was asked for, in all its stories or in some."""
    if "person" in facet.names:
        for r in index.resolutions:
            if r.form.casefold() == value.casefold():
                link = Link(r.person, name_url(facet.key, r.person)) if r.person != label else None
                yield Notice(r.said, link)


def _resolved(resolution: Resolution, back: str) -> ResolvedRow:
    """A form of a person's name that the archive itself settled, with its evidence."""
    r = resolution
    fields = (("kind", "person"), ("name", r.person), ("other", r.form), ("back", back))
    return ResolvedRow(r.form, count_of("story", r.stories), _why(r), Undo(AT.names_apart, fields))


def _why(r: Resolution) -> str:
    if r.why == "title":
        return "the same name with a title"
    if r.why == "initial":
        return "the same but for an initial; the archive has no second one"
    days = f", {stretch(r.since, r.until)}" if r.since and r.until else ""
    share = "all" if r.share == 1 else f"{math.floor(r.share * 100)} % or more"
    return (
        f"stories that give no full name{days}; in the year around each, at least {number(r.full)} name this"
        f" person in full, {share} of those with this surname"
    )


def _not_this(
    facet: Facet, label: str, stories: list[Story], forms: set[tuple[str, ...]], total: int
) -> NotThis | None:
    """The form that says it is none of this kind. A merged name is corrected spelling by spelling."""
    if facet.key not in ENTITY_KINDS:
        return None
    kind: EntityKind = next(k for k in ENTITY_KINDS if k == facet.key)
    found = [m.name for s in stories for m in s.mentions if m.kind == kind and same_name(m.name) in forms]
    given = [n for s in stories for n in s.entities.get(kind, ()) if same_name(n) in forms]
    names = {same_name(n): n for n, _ in reversed(Counter([*found, *given]).most_common())}
    return NotThis(
        action=name_url(kind, label),
        kind=ARTICLE[kind],
        names=tuple(reversed(names.values())) or (label,),
        others=tuple((k, ARTICLE[k]) for k in ENTITY_KINDS if k != kind),
        stories=f"all {count_of('story', total)}" if total > 1 else "its story",
    )


def empty_page(facet: Facet, value: str, notices: tuple[Notice, ...]) -> NamePage:
    """The page about a value that no story has any longer, since it was corrected."""
    return NamePage(
        title=value, key=facet.key, kind=facet.label, heading=value, counts=(), also=(),
        spellings=(), spellings_note="", known=None, resolved=(), times=None, together=(), sayings=(),
        not_this=None, can_merge=False, by_story="", notices=notices,
    )  # fmt: skip
