"""Presenter of the page with all values of one facet: to look through, to find in, to pick several at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from searchapp.archive.questions import chosen_filter
from searchapp.engines import Index
from searchapp.facets import Facet
from searchapp.query.result import FacetCount
from searchapp.text.analysis import folded
from searchapp.text.wording import count, count_of
from searchapp.web.arguments import MAX_FILTERS
from searchapp.web.question import Question, widened
from searchapp.web.search.facet_panel import unknown_value, value_row
from searchapp.web.search.pages import FacetPage, ListedValue, NothingListed
from searchapp.web.search_state import SearchState
from searchapp.web.ui.pager import pager, pages_of
from searchapp.web.ui.parts import Link, Notice, Pager
from searchapp.web.ui.search_box import box, title
from searchapp.web.urls import facet_url, name_url

VALUES_A_PAGE = 120
MAX_CONTAINS = 100


@dataclass(frozen=True, slots=True)
class Listing:
    """How a list is looked at: what its names have in them, its order and page, and what is ticked."""

    contains: str = ""
    by_name: bool = False
    at: int = 1
    picked: tuple[str, ...] = ()

    def url(self, state: SearchState, key: str) -> str:
        """The list of a facet for a search."""
        given = {"contains": self.contains, "order": "name" * self.by_name, "at": str(self.at) * (self.at > 1)}
        return state.with_page(1).url(facet_url(key), **{k: v for k, v in given.items() if v})


def facet_page(
    index: Index, question: Question, facet: Facet, listing: Listing, *, notices: tuple[str, ...] = ()
) -> FacetPage:
    """All values of a facet; a page beyond the last is the last."""
    listing = replace(listing, contains=" ".join(listing.contains.split())[:MAX_CONTAINS])
    question, total = _settled(index, question)
    state = question.state.with_page(1)
    found = index.facet_values(question.request(), facet.key, contains=listing.contains)
    values = sorted(found.values, key=_by_label) if listing.by_name else list(found.values)
    if not listing.contains:
        values += unknown_value(state, found)
    listing = replace(listing, at=min(max(listing.at, 1), pages_of(len(values), VALUES_A_PAGE)))
    shown = values[(listing.at - 1) * VALUES_A_PAGE : listing.at * VALUES_A_PAGE]
    rows = tuple(_listed(state, facet, v, listing.picked) for v in shown)
    here = {row.value for row in rows}
    said = count(found.distinct, _singular(facet), facet.plural)
    return FacetPage(
        title=f"{facet.plural.capitalize()} – {title(state, index.decisions.called)}",
        box=box(state),
        heading=facet.plural.capitalize(),
        back=Link(f"← {count_of(state.kind, total)}", state.url()),
        action=facet_url(facet.key),
        contains=listing.contains,
        label=f"Find among the {facet.plural}",
        hidden=(
            *(pair for pair in state.hidden() if pair[0] != facet.key or pair[1] not in here),
            *((("order", "name"),) if listing.by_name else ()),
        ),
        held=tuple(value for value in listing.picked if value not in here),
        orders=(
            Link(
                "By count",
                replace(listing, by_name=False, at=1).url(state, facet.key),
                current=not listing.by_name,
            ),
            Link("A–Z", replace(listing, by_name=True, at=1).url(state, facet.key), current=listing.by_name),
        ),
        rows=rows,
        status=said + (f" with “{listing.contains}” in the name" if listing.contains else ""),
        nothing=None if rows else _nothing(state, facet, listing),
        pager=_pager(state, facet, listing, len(values)),
        notices=tuple(Notice(n) for n in (*notices, *question.notices)),
    )


def picked(state: SearchState, key: str, values: Sequence[str], *, exclude: bool) -> SearchState:
    """The search with each of these values chosen, or left out."""
    for value in values[:MAX_FILTERS]:
        state = state.with_filter(key, chosen_filter(key, value).value, exclude=exclude)
    return state.with_page(1)


def _listed(state: SearchState, facet: Facet, value: FacetCount, ticked: Sequence[str]) -> ListedValue:
    row = value_row(state, facet.key, value, back=False)
    as_given = value.value or facet.unknown
    return ListedValue(
        row=row,
        value=as_given,
        checked=row.state == "only" or as_given in ticked,
        profile=name_url(facet.key, value.value) if facet.names and value.value else "",
    )


def _nothing(state: SearchState, facet: Facet, listing: Listing) -> NothingListed:
    """What to do where no value is listed: the typed as words of a search, or the whole list again."""
    if not listing.contains:
        return NothingListed(
            f"Nothing that was found has {_a(facet)}.", (Link("Back to what was found", state.url()),)
        )
    words = SearchState().with_query(listing.contains)
    return NothingListed(
        f"No {_singular(facet)} here has “{listing.contains}” in the name.",
        (
            Link(f"Search all stories for “{listing.contains}”", words.url()),
            Link(f"Show all {facet.plural} again", replace(listing, contains="", at=1).url(state, facet.key)),
        ),
    )


def _pager(state: SearchState, facet: Facet, listing: Listing, values: int) -> Pager | None:
    """The pages of the list, each at its address."""
    paged = pager(state.with_page(listing.at), values, VALUES_A_PAGE)
    if paged is None:
        return None

    def url(page: int) -> str:
        return replace(listing, at=page).url(state, facet.key)

    return replace(
        paged,
        previous=url(listing.at - 1) if paged.previous else None,
        next=url(listing.at + 1) if paged.next else None,
        pages=tuple(p and replace(p, url=url(int(p.label.replace(",", "")))) for p in paged.pages),
    )


def _settled(index: Index, question: Question) -> tuple[Question, int]:
    """The question as it is answered, and its total."""
    if not question.may_widen:
        return question, index.count(question.request())
    answered = index.search(replace(question.request(page_size=0, widen=True), offset=0))
    return widened(question, answered), answered.total


def _by_label(value: FacetCount) -> tuple[str, str]:
    return folded(value.label), value.label


def _singular(facet: Facet) -> str:
    return facet.label.lower()


def _a(facet: Facet) -> str:
    return f"{'an' if _singular(facet)[0] in 'aeiou' else 'a'} {_singular(facet)}"
