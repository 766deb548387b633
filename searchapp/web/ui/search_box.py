"""What a search is called, and what stands in its box."""

from __future__ import annotations

from searchapp.facets import Called
from searchapp.query.request import all_of
from searchapp.text.wording import range_label, shorten, together
from searchapp.web.arguments import filter_label
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import (
    SearchBox,
)


def title(state: SearchState, called: Called) -> str:
    """What a search is called in a tab, a feed, or as a saved query."""
    said = [shorten(state.q, 80)] if state.q else []
    wanted = all_of(state.together, state.filters)
    for key in state.together:
        said.append(together([filter_label(f, called) for f in wanted if f.key == key]))
    said += [("not " if f.exclude else "") + filter_label(f, called) for f in state.filters if f not in wanted]
    if state.undated:
        said.append("no date")
    elif state.since or state.until:
        said.append(range_label(state.since, state.until))
    text = ", ".join(said) or "Everything"
    return f"{text}, statements" if state.kind == "statement" else text


def box(state: SearchState) -> SearchBox:
    """The search box: a new query keeps the filters that can be seen beside the results."""
    return SearchBox(state.q, state.hidden("q", "exact", "strict", "least"))
