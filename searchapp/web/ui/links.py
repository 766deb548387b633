"""Links that stand wherever a hit is shown: its outlet, its day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from searchapp.facets import BY_KEY
from searchapp.query.result import Span
from searchapp.text.wording import long_day
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Link, Run

_INNER_SIGN = re.compile(r"(?<!\S)#{2,6}\s+")
_SIGN = re.compile(rf"\A\s*(?:[#>*•-]|#{{2,6}})\s+|{_INNER_SIGN.pattern}")
"""The signs by which a plain text sets a heading or an item apart: "## Talks", and at its beginning "- Rice"."""


def runs(spans: Iterable[Span]) -> tuple[Run, ...]:
    """An engine's spans as runs."""
    return unsigned([Run(s.text, s.hit) for s in spans])


def unsigned(found: Iterable[Run]) -> tuple[Run, ...]:
    """Runs without the signs of headings and items, which are for the eye; a match is left as it is."""
    out: list[Run] = []
    for run in found:
        text = run.text
        if not run.hit and (not out or "#" in text):
            text = (_INNER_SIGN if out else _SIGN).sub("", text)
        if text:
            out.append(run if text == run.text else replace(run, text=text))
    return tuple(out)


def outlet_link(state: SearchState, outlet: str | None) -> Link:
    """The outlet, leading to its stories in this search; or to those of which none is known."""
    label = outlet or BY_KEY["outlet"].unknown
    return Link(label, state.url_only("outlet", outlet or ""), known=bool(outlet))


def day_link(state: SearchState, day: date | None) -> Link:
    """The day, leading to what was published on it in this search; `note` is its machine form."""
    if day is None:
        return Link("no date", state.without_date().url(), known=False)
    return Link(long_day(day), state.url_within(day, day), note=day.isoformat())
