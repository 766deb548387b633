"""The records by date: from which day to which, then so many buckets as a page shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from searchapp.engines.date_buckets import Days, stretches, timeline
from searchapp.engines.opensearch.count.rounds import Part, Question, Told
from searchapp.engines.opensearch.view import View
from searchapp.query.request import DATE, SearchRequest
from searchapp.query.result import Timeline

WITHOUT_DATE = frozenset({DATE})


def over_time(view: View, request: SearchRequest) -> Part[Timeline]:
    """The records by date, whichever days are asked for."""
    aggs: dict[str, Any] = {kind: {kind: {"field": view.day}} for kind in ("min", "max", "missing")}
    (told,) = yield [Question(aggs, WITHOUT_DATE)]
    undated, since, until = told["missing"]["doc_count"], request.since, request.until
    if told["min"]["value"] is None:
        return Timeline(undated=undated)
    extent = _day(told["min"]["value"]), _day(told["max"]["value"])
    (told,) = yield [Question({"days": within(view, stretches(extent, since, until))}, WITHOUT_DATE)]
    counts = counts_within(told["days"])
    return timeline(extent, lambda _: counts, undated=undated, since=since, until=until)


def within(view: View, days: Sequence[Days]) -> dict[str, Any]:
    """An aggregation with a bucket for each of these stretches, which follow one another."""
    ranges = [{"from": first.toordinal(), "to": last.toordinal() + 1} for first, last in days]
    return {"range": {"field": view.day, "ranges": ranges}}


def counts_within(told: Told) -> list[int]:
    """How many records lie in each of the stretches of `within`."""
    return [bucket["doc_count"] for bucket in told["buckets"]]


def _day(ordinal: float) -> date:
    return date.fromordinal(int(ordinal))
