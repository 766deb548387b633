"""What a request about names names: a kind, a name as facets show it, an entry of the names file."""

from __future__ import annotations

from searchapp.curation.authority import Authority, Entry
from searchapp.engines import Index
from searchapp.errors import BadRequest, NotFound
from searchapp.facets import BY_KEY, Facet
from searchapp.model import ENTITY_KINDS, EntityKind, Story
from searchapp.query.tree import Everything
from searchapp.text.analysis import same_name
from searchapp.web.arguments import MAX_VALUE
from searchapp.web.names import disambiguate
from searchapp.web.search_state import SearchState

MAX_MERGED = 20


def facet_of(key: str) -> Facet:
    """The facet of this key, if its values are names; NotFound says which are."""
    facet = BY_KEY.get(key)
    if facet is None or not facet.names:
        kinds = ", ".join(f.key for f in BY_KEY.values() if f.names)
        raise NotFound(f"There are no names of the kind “{key[:40]}”.", hint=f"Kinds are {kinds}.")
    return facet


def kind_of(key: str) -> EntityKind:
    """The kind of name that a word means; BadRequest says which there are."""
    for kind in ENTITY_KINDS:
        if kind == key:
            return kind
    raise BadRequest(f"There is no kind “{key[:40]}”.", hint=f"Kinds are {', '.join(ENTITY_KINDS)}.")


def name_of(raw: str) -> str:
    """A name as it was typed, white space aside; BadRequest where it is missing or too long."""
    name = " ".join(raw.split())
    if not name or len(name) > MAX_VALUE:
        raise BadRequest("A name is missing or too long.", hint=f"Give up to {MAX_VALUE} characters.")
    return name


def names_of_merge(raw: list[str]) -> list[str]:
    """The names of a merge, each once."""
    found = {same_name(n): n for n in reversed([name_of(r) for r in raw if r.strip()])}
    if not 2 <= len(found) <= MAX_MERGED:
        raise BadRequest("A merge needs two names.", hint=f"Name two that are one, at most {MAX_MERGED}.")
    return list(reversed(found.values()))


def known(index: Index, kind: EntityKind, name: str) -> str:
    """A name as facets show it; NotFound where no story has it."""
    state = SearchState().only(kind, name)
    result = index.search(state.request(Everything(), page_size=0, facets=(kind,), facet_size=1, timeline=False))
    if not result.total:
        raise NotFound(f"No story has the {kind} “{name[:80]}”.", hint="Check the spelling of the name.")
    return next(v.label for v in result.facets[0].values if v.state == "only")


def entry_of(authority: Authority, kind: EntityKind, name: str) -> tuple[Entry, str]:
    """The entry that has a name as an alias, and the name as it stands there."""
    for entry in authority.entries:
        if entry.kind == kind and not entry.stories:
            for alias in (*entry.aliases, *entry.hidden_aliases):
                if same_name(alias) == same_name(name):
                    return entry, alias
    raise NotFound(f"No entry has the alias “{name[:80]}”.", hint="A preferred name can’t be split off.")


def named_in(index: Index, story_id: str, kind: EntityKind, name: str) -> tuple[Story, str]:
    """A story, and a name of this kind as it has it."""
    story = index.story(story_id)
    for called in disambiguate.names_of(story, kind) if story else ():
        if story and same_name(called) == same_name(name):
            return story, called
    raise NotFound(f"This story has no {kind} “{name[:80]}”.", hint="It may have been corrected since.")
