"""A search in words, as it stands on paper, where no box and no filter can be seen."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.facets import FACETS
from searchapp.text.wording import range_label, together
from searchapp.web.arguments import filter_label
from searchapp.web.search_state import SearchState


def in_words(state: SearchState, *, order: str) -> tuple[tuple[str, str], ...]:
    """What was asked for, line by line: the words, each facet's values, the days, the order, the address."""
    return tuple(_lines(state, order))


def _lines(state: SearchState, order: str) -> Iterator[tuple[str, str]]:
    if state.q:
        yield "Words", state.q + (" (any of them)" if state.match == "any" else "")
    if state.within == "story":
        yield "Words stand", "in the story"
    for facet in FACETS:
        chosen = [filter_label(f) for f in state.filters if f.key == facet.key and not f.exclude]
        left_out = [filter_label(f) for f in state.filters if f.key == facet.key and f.exclude]
        if chosen:
            all_of_them = facet.key in state.together
            yield facet.label, together(chosen) if all_of_them else " or ".join(chosen)
        if left_out:
            yield f"Not {facet.label.lower()}", together(left_out)
    if state.undated:
        yield "Published", "on an unknown day"
    elif state.since or state.until:
        yield "Published", range_label(state.since, state.until)
    yield "Order", order
    yield "Address", state.url()
