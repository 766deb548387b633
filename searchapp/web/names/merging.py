"""Presenter of the names: which may be one, what the names file says, and what a merge or split would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from searchapp.archive.name_suggestions import companies
from searchapp.curation.authority import Authority, Entry
from searchapp.curation.authority_file import Edit
from searchapp.curation.similarity import Suggestion
from searchapp.engines import Index
from searchapp.facets import BY_KEY
from searchapp.model import ENTITY_KINDS, EntityKind
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit
from searchapp.query.tree import Everything
from searchapp.text import wording
from searchapp.text.analysis import same_name
from searchapp.text.wording import count, count_of, number, shorten
from searchapp.web.names.pages import (
    Candidate,
    DecidePage,
    EditRow,
    EntryRow,
    FormRow,
    NamesPage,
    Suggested,
    SuggestionRow,
)
from searchapp.web.names.suggestion_job import Suggestions
from searchapp.web.search_state import SearchState
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.pager import pager, pages_of
from searchapp.web.ui.parts import Link, Notice, Undo
from searchapp.web.urls import AT, merge_url, name_url, names_url, split_url, story_url

SHOWN = 12
ENTRIES = 50
EDITS = 20
LATEST = 3
Named = tuple[EntityKind, str]
"""A name and its kind."""
Counts = dict[Named, int]
"""How many stories have each name."""


def names_page(
    index: Index,
    authority: Authority,
    found: Suggestions | None,
    edits: list[Edit],
    *,
    kind: EntityKind | None = None,
    comparing: bool = False,
    page: int = 1,
    notices: tuple[Notice, ...] = (),
) -> NamesPage:
    """Suggestions and entries of one kind, or of all; `found` is None where no names were ever compared.

    While they are being compared, what was found before is shown, but for names that are gone.
    """
    kinds = [kind] if kind else list(ENTITY_KINDS)
    entries = [e for e in authority.entries if e.kind in kinds]
    page = min(page, pages_of(len(entries), ENTRIES))
    shown = entries[(page - 1) * ENTRIES : page * ENTRIES]
    everyone = index.with_decisions(index.decisions.under(Authority()), trial=True)
    counts = _counts(everyone, ((e.kind, form) for e in shown for form in e.forms))
    pairs = {k: found[k][: None if k == kind else 2 * SHOWN] for k in kinds} if found else {}
    paired = ((k, name) for k, some in pairs.items() for s in some for name in (s.name, s.other))
    now = _counts(index, (*paired, *((e.kind, e.preferred) for e in shown)))
    here = names_url(kind)
    return NamesPage(
        title="Names",
        kinds=(
            Link("All", AT.names, current=kind is None),
            *(Link(BY_KEY[k].plural.capitalize(), names_url(k), current=k == kind) for k in ENTITY_KINDS),
        ),
        back=here,
        suggested=tuple(
            _suggested(k, there, now, len(found[k]), all_of=k == kind)
            for k, some in pairs.items()
            if found and (there := [s for s in some if now[k, s.name] and now[k, s.other]])
        ),
        comparing=_comparing(index, known=found is not None) if comparing else "",
        entries=tuple(_entry(e, counts, now) for e in shown),
        pager=pager(SearchState(page=page), len(entries), ENTRIES, path=here),
        edits=tuple(EditRow(e.when, e.what, undo_of(e) if i == 0 else None) for i, e in enumerate(edits[:EDITS])),
        notices=notices,
    )


def undo_of(edit: Edit) -> Undo:
    """The button that takes the newest edit back, if it is still that one."""
    return Undo(AT.names_undo, (("edit", edit.id),))


def _counts(index: Index, named: Iterable[Named]) -> Counts:
    """How many stories have each of these names."""
    wanted = list(dict.fromkeys(named))
    return dict(zip(wanted, index.counts([_having(*one) for one in wanted]) if wanted else (), strict=True))


def _comparing(index: Index, *, known: bool) -> str:
    """That names are being compared, of how many stories, and what is shown meanwhile."""
    stories = count_of("story", index.count(SearchState().request(Everything(), facets=(), timeline=False)))
    return f"The names of {stories} are being compared" + ("; this is what was found before." if known else ".")


def _suggested(
    kind: EntityKind, pairs: list[Suggestion], counts: Counts, total: int, *, all_of: bool
) -> Suggested:
    shown = pairs if all_of else pairs[:SHOWN]
    plural = BY_KEY[kind].plural
    more = max(0, total - len(shown))
    return Suggested(
        heading=plural.capitalize(),
        rows=tuple(
            SuggestionRow(
                name=_name(kind, s.name, counts),
                other=_name(kind, s.other, counts),
                reason=s.reason,
                shared=f"{s.shared:.0%} in common" if s.shared else "no other name in common",
                merge=merge_url(kind, *_preferred_first(s)),
                apart=(("kind", kind), ("name", s.name), ("other", s.other)),
            )
            for s in shown
        ),
        more=Link(f"{count(more, 'more pair', 'more pairs')} of {plural}", names_url(kind)) if more else None,
    )


def _name(kind: EntityKind, name: str, counts: Counts) -> Link:
    return Link(name, name_url(kind, name), number(counts[kind, name]), note=SearchState().only(kind, name).url())


def _preferred_first(pair: Suggestion) -> tuple[str, str]:
    """The name to propose as the preferred one stands first: the more frequent, but no initials."""
    initials = pair.reason == "the initials of the other" and pair.name.isupper()
    return (pair.other, pair.name) if initials else (pair.name, pair.other)


def _entry(entry: Entry, counts: Counts, now: Counts) -> EntryRow:
    hidden = {same_name(n) for n in entry.hidden_aliases}
    forms = [f for f in entry.forms if same_name(f) not in hidden]
    total = now[entry.kind, entry.preferred]
    return EntryRow(
        name=Link(
            entry.preferred,
            name_url(entry.kind, entry.preferred),
            count_of("story", total),
            note=SearchState().only(entry.kind, entry.preferred).url(),
        ),
        kind=BY_KEY[entry.kind].label,
        forms=tuple(
            FormRow(
                form,
                Link(number(counts[entry.kind, form]), ""),
                None
                if same_name(form) == same_name(entry.preferred) or entry.stories
                else split_url(entry.kind, form),
            )
            for form in forms
        ),
        hidden=count(len(hidden), "hidden name", "hidden names") if hidden else "",
        not_aliases=entry.not_aliases,
        note=entry.note,
        stories=f"in {count(len(entry.stories), 'story', 'stories')} only" if entry.stories else "",
    )


# -- what a merge or a split would do -------------------------------------------------------------------


def merge_page(
    index: Index, kind: EntityKind, names: list[str], preferred: str, *, notices: tuple[Notice, ...] = ()
) -> DecidePage:
    """What becomes of the stories when these names are one."""
    having = {n: frozenset(ids) for n, ids in zip(names, _stories_with(index, kind, names), strict=True)}
    stories = Counter(i for ids in having.values() for i in ids)
    both = sum(n > 1 for n in stories.values())
    near = companies(index, kind, names)
    latest = _latest(index, kind, names)
    shared = frozenset.intersection(*near.values())
    what = "both names" if len(names) == 2 else "several of the names"
    some = f"{number(both)} of them {'has' if both == 1 else 'have'}" if both else "none of them has"
    says = (
        f"Merges {count_of('story', len(stories))}; {some} {what}.",
        f"Names that stand with {'both' if len(names) == 2 else 'all'}: {_list(shared)}."
        if shared
        else "No other name stands with each of them. Two people of one name stay two.",
    )
    return DecidePage(
        title="Merge names",
        back=Link("← Names", AT.names),
        says=says,
        candidates=tuple(
            _candidate(kind, n, len(having[n]), near[n] - shared, latest[n], chosen=n == preferred) for n in names
        ),
        choose=True,
        action=AT.names_merge,
        fields=(("kind", kind), *(("name", n) for n in names)),
        button=f"Merge {count_of('story', len(stories))}",
        notices=notices,
    )


def split_page(
    index: Index, authority: Authority, entry: Entry, name: str, *, notices: tuple[Notice, ...] = ()
) -> DecidePage:
    """What becomes of the stories when a name is none of its entry's."""
    apart = replace(
        entry,
        aliases=tuple(a for a in entry.aliases if same_name(a) != same_name(name)),
        hidden_aliases=tuple(a for a in entry.hidden_aliases if same_name(a) != same_name(name)),
        not_aliases=(*entry.not_aliases, name),
    )
    after = index.with_decisions(
        index.decisions.under(Authority(tuple(apart if e == entry else e for e in authority.entries))), trial=True
    )
    now = index.count(_having(entry.kind, entry.preferred))
    two = [name, entry.preferred]
    theirs, left = after.counts([_having(entry.kind, n) for n in two])
    near, latest = companies(after, entry.kind, two), _latest(after, entry.kind, two)
    return DecidePage(
        title="Split a name off",
        back=Link("← Names", AT.names),
        says=(
            f"“{entry.preferred}” has {count_of('story', now)} now and would keep {number(left)}.",
            f"“{name}” would stand for itself, in {count_of('story', theirs)}.",
        ),
        candidates=tuple(
            _candidate(entry.kind, n, stories, near[n], latest[n], chosen=False)
            for n, stories in zip(two, (theirs, left), strict=True)
        ),
        choose=False,
        action=AT.names_split,
        fields=(("kind", entry.kind), ("name", name)),
        button=f"Split {shorten(name, 40)} off",
        notices=notices,
    )


def _candidate(
    kind: EntityKind, name: str, stories: int, beside: frozenset[str], latest: tuple[Hit, ...], *, chosen: bool
) -> Candidate:
    return Candidate(
        name=name,
        about=name_url(kind, name),
        stories=Link(count_of("story", stories), SearchState().only(kind, name).url()),
        company=_list(beside),
        latest=tuple(
            Link("".join(s.text for s in h.title).strip() or UNTITLED, story_url(h.story_id)) for h in latest
        ),
        chosen=chosen,
    )


def _list(names: frozenset[str], most: int = 8) -> str:
    return wording.names(sorted(names, key=str.casefold), most=most)


def _latest(index: Index, kind: EntityKind, names: list[str]) -> dict[str, tuple[Hit, ...]]:
    """The newest stories that have each name."""
    results = index.search_many([_having(kind, n) for n in names])
    return {n: result.hits for n, result in zip(names, results, strict=True)}


def stories_with(index: Index, kind: EntityKind, name: str) -> frozenset[str]:
    """The ids of all stories that have a name."""
    return frozenset(_stories_with(index, kind, [name])[0])


def _stories_with(index: Index, kind: EntityKind, names: list[str]) -> list[list[str]]:
    return index.stories_found([_having(kind, n) for n in names])


def _having(kind: EntityKind, name: str) -> SearchRequest:
    """The stories that have a name, the newest few of them as hits."""
    state = SearchState().only(kind, name)
    return state.request(Everything(), page_size=LATEST, facets=(), timeline=False)
