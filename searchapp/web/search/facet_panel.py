"""Beside the results: facet panels and chips. Builds each link once; must not know an engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from searchapp.facets import BY_KEY, TOGETHER_KEYS, Called
from searchapp.query.request import UNCERTAIN_TOO, all_of
from searchapp.query.result import FacetCount, FacetCounts
from searchapp.text.wording import number, range_label
from searchapp.web.arguments import filter_label
from searchapp.web.search.pages import Chip, Panel, ValueRow
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Link
from searchapp.web.urls import event_url, facet_url


def value_row(state: SearchState, key: str, value: FacetCount, *, back: bool = True) -> ValueRow:
    """A value with its links: to choose it, to leave it out, or to undo either; they lead `back` to its panel."""
    chosen = value.state != "any"
    toggle = state.without(key, value.value).url() if chosen else state.url_with(key, value.value)
    place = f"#{panel_id(key)}" if back else ""
    return ValueRow(
        label=value.label,
        count=number(value.count),
        state=value.state,
        toggle=toggle + place,
        exclude=None if value.state == "not" else state.url_with(key, value.value, exclude=True) + place,
        known=bool(value.value),
    )


def panel_id(key: str) -> str:
    """The part of the page in which a facet stands."""
    return f"facet-{key}"


def unknown_value(state: SearchState, found: FacetCounts) -> tuple[FacetCount, ...]:
    """The records without any value, as a value of the facet, where that has a name and there are any."""
    called, chosen = BY_KEY[found.key].unknown, state.state_of(found.key, "")
    return (
        (FacetCount("", called, found.unknown, chosen),) if called and (found.unknown or chosen != "any") else ()
    )


class Turned(NamedTuple):
    """A facet of which several values are chosen, the search for all of them or for any again, and its total."""

    key: str
    state: SearchState
    total: int = 0


def turned(state: SearchState) -> tuple[Turned, ...]:
    """What else several chosen values of a facet can mean, for each facet that has them; not counted yet."""
    several = dict.fromkeys(f.key for f in all_of(TOGETHER_KEYS, state.filters))
    return tuple(Turned(key, state.with_all(key, key not in state.together)) for key in several)


_NAMED = ("Only where {} are named", "Where {} is named", "In none of these are {} named")
_BOTH_SAID = {
    "speaker": ("Only where {} speak", "Where {} speaks", "In none of these do {} speak"),
    "tag": ("Only with {} tags", "Tagged with {}", "None of these has {} tags"),
}
"""How all of several chosen values are asked for, any of them, and that none has all."""


def both(state: SearchState, counted: Sequence[Turned]) -> dict[str, Link]:
    """By facet the link from any of its chosen values to all of them, and back; plain text where none has all."""
    out: dict[str, Link] = {}
    for key, other, total in counted:
        chosen = sum(f.key == key and not f.exclude for f in state.filters)
        everyone, anyone = ("both", "either") if chosen == 2 else (f"all {chosen}", "any of them")
        only, either, none = _BOTH_SAID.get(key, _NAMED)
        if key in state.together:
            out[key] = Link(either.format(anyone), other.url(), number(total))
        elif total:
            out[key] = Link(only.format(everyone), other.url(), number(total))
        else:
            out[key] = Link(none.format(everyone), "", known=False)
    return out


def panels(
    state: SearchState, counts: tuple[FacetCounts, ...], together: Mapping[str, Link] = MappingProxyType({})
) -> tuple[Panel, ...]:
    """The facets that have anything to choose; what is left out by itself has a link of its own (`beside`)."""
    out: list[Panel] = []
    for found in counts:
        facet = BY_KEY[found.key]
        if not (found.values or unknown_value(state, found)) or found.goes_without_saying:
            continue
        more = None
        if found.distinct > len(found.values):
            more = Link(
                f"All {number(found.distinct)} {facet.plural}…", state.with_page(1).url(facet_url(facet.key))
            )
        rows = tuple(value_row(state, facet.key, v) for v in (*found.values, *unknown_value(state, found)))
        out.append(
            Panel(panel_id(facet.key), facet.label, number(found.distinct), rows, more, together.get(facet.key))
        )
    return tuple(out)


def beside(state: SearchState, counts: tuple[FacetCounts, ...], total: int, called: Called) -> Iterator[Link]:
    """The ways to uncertain statements, to own reporting alone, and to the page of an event that is chosen."""
    shown = {(f.key, v.value): v.count for f in counts for v in f.values}
    if state.uncertain_shown:
        yield Link("Hide uncertain ones", state.with_uncertain(False).url())
    elif uncertain := shown.get((UNCERTAIN_TOO.key, "uncertain"), 0):
        yield Link("Show uncertain ones", state.with_uncertain().url(), number(uncertain))
    own = shown.get(("reporting", "own"), 0)
    if 0 < own < total and not any(f.key == "reporting" for f in state.filters):
        yield Link("Own reporting only", state.only("reporting", "own").url(), number(own))
    for f in state.filters:
        if f.key == "event" and not f.exclude and f.value in called.get("event", {}):
            yield Link("Accounts of this event, side by side", event_url(f.value))


def chips(state: SearchState, called: Called) -> tuple[Chip, ...]:
    """The filters in force, what is left out last; a second chosen value of a facet begins with "or", or "and"."""
    out: list[Chip] = []
    if state.within == "story":
        out.append(Chip("Words:", "in the story", state.with_words_in("said").url()))
    seen: set[str] = set()
    for f in sorted(state.filters, key=lambda f: f.exclude):
        if f == UNCERTAIN_TOO and not state.uncertain_shown:
            continue
        url = state.without(f.key, f.value).url()
        if f.exclude:
            out.append(Chip("not", filter_label(f, called), url, excluded=True))
        else:
            another = "and" if f.key in state.together else "or"
            out.append(Chip(another if f.key in seen else f"{BY_KEY[f.key].label}:", filter_label(f, called), url))
            seen.add(f.key)
    if state.undated:
        out.append(Chip("Date:", "no date", state.with_dates(None, None).url()))
    elif state.since or state.until:
        out.append(Chip("Date:", range_label(state.since, state.until), state.with_dates(None, None).url()))
    return tuple(out)
