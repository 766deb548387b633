"""What a search asks for, in words, where no box and no filter can be seen: on paper, and in a dossier."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.facets import FACETS, Called
from searchapp.text.wording import NOUNS, range_label, together
from searchapp.web.arguments import filter_label
from searchapp.web.search_state import SearchState


def asked(state: SearchState, called: Called) -> Iterator[tuple[str, str]]:
    """What a search asks for, line by line: the words and where they stand, each facet's values, the days."""
    if state.q:
        yield "Words", state.q + (" (any of them)" if state.match == "any" else "")
    if state.within == "story":
        yield "Words stand", "in the story"
    for facet in FACETS:
        chosen = [filter_label(f, called) for f in state.filters if f.key == facet.key and not f.exclude]
        left_out = [filter_label(f, called) for f in state.filters if f.key == facet.key and f.exclude]
        if chosen:
            all_of_them = facet.key in state.together
            yield facet.label, together(chosen) if all_of_them else " or ".join(chosen)
        if left_out:
            yield f"Not {facet.label.lower()}", together(left_out)
    if state.undated:
        yield "Published", "on an unknown day"
    elif state.since or state.until:
        yield "Published", range_label(state.since, state.until)


def asked_in_a_line(state: SearchState, called: Called) -> str:
    """The same in one line: “statements with truce; outlet: Gulf Ledger”."""
    lines = dict(asked(state, called))
    words = lines.pop("Words", "")
    what = NOUNS[state.kind][1] + (f" with {words}" if words else "")
    return "; ".join([what, *(f"{label.lower()}: {value}" for label, value in lines.items())])
