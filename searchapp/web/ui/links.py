"""Links that stand wherever a hit is shown: its outlet, its day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from searchapp.facets import BY_KEY
from searchapp.query.result import Span
from searchapp.text.wording import long_day
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Link, Run


def runs(spans: Iterable[Span]) -> tuple[Run, ...]:
    """An engine's spans as runs."""
    return tuple(Run(s.text, hit=s.hit) for s in spans)


def outlet_link(state: SearchState, outlet: str | None) -> Link:
    """The outlet, leading to its stories in this search; or to those of which none is known."""
    label = outlet or BY_KEY["outlet"].unknown
    return Link(label, state.only("outlet", outlet or "").url(), known=bool(outlet))


def day_link(state: SearchState, day: date | None) -> Link:
    """The day, leading to what was published on it in this search; `note` is its machine form."""
    if day is None:
        return Link("no date", state.without_date().url(), known=False)
    return Link(long_day(day), state.with_dates(day, day).url(), note=day.isoformat())
