"""One facet as a request counts it: among which records, and which of these count for a value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from searchapp.engines.opensearch.answer.labels import FacetLabels
from searchapp.engines.opensearch.ask.asked import Asked
from searchapp.engines.opensearch.ask.filters import without
from searchapp.engines.opensearch.ask.words import Clause
from searchapp.engines.opensearch.count.rounds import Told
from searchapp.engines.opensearch.view import View
from searchapp.query.request import State
from searchapp.query.result import FacetCount

UNKNOWN = ""
"""What stands for a value's key where records without any are meant."""
Aggs = dict[str, Any]


@dataclass(frozen=True)
class Side:
    """One facet of a request. A value goes by the key that it is counted as (see `FacetLabels.merged`)."""

    view: View
    found: Asked
    key: str

    @cached_property
    def labels(self) -> FacetLabels:
        """What its values are called."""
        return self.view.labels.of(self.key)

    @property
    def field(self) -> str:
        """The field with the keys of its values."""
        return self.view.facet(self.key)

    @property
    def but(self) -> frozenset[str]:
        """The facets whose filters are not asked of the records that are counted: drill-sideways its own."""
        return frozenset({self.key} if self.found.request.sideways else ())

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """The values that still count against a record where the facet's own filter does not."""
        filters = self.found.request.filters if self.found.request.sideways else ()
        out = (self.value(f.value) for f in filters if f.key == self.key and f.exclude and f.value)
        return tuple(dict.fromkeys(out))

    # --- values and what they are called

    def value(self, name: str) -> str:
        """The key that a name counts as."""
        return self.labels.key(name) if name else UNKNOWN

    @cached_property
    def chosen(self) -> dict[str, tuple[str, State]]:
        """The values of its filters: how the request names each, and whether it is chosen or left out."""
        filters = [f for f in self.found.request.filters if f.key == self.key]
        return {self.value(f.value): (f.value, "not" if f.exclude else "only") for f in filters}

    def shown(self, value: str, count: int, *, name: str = "") -> FacetCount:
        """A value and its count; `name` is what one is called that no record has."""
        label = self.labels.spelled.get(value, name)
        called = self.view.called.get(self.key, {}).get(label, label)
        return FacetCount(label, called, count, self.chosen.get(value, ("", "any"))[1])

    # --- which records count for a value: those that have it, and no other one that is left out

    def having(self, value: str) -> Clause:
        """The records that count for a value."""
        own = self.any_of([value]) if value else without({"exists": {"field": self.field}})
        others = [other for other in self.left_out if other != value]
        return {"bool": {"filter": [own], "must_not": [self.any_of(others)]}} if others else own

    def any_of(self, values: Iterable[str]) -> Clause:
        """The records that have any of these values."""
        return {"terms": {self.field: [key for value in values for key in self.labels.keys(value)]}}

    def each(self, values: Sequence[str], inner: Aggs | None = None) -> Aggs:
        """An aggregation with a bucket for each of these values, in their order."""
        return {"filters": {"filters": [self.having(value) for value in values]}, **_with(inner)}

    def keys(self, inner: Aggs | None = None, **terms: Any) -> Aggs:
        """An aggregation with a bucket for each key of the records that have no value that is left out."""
        free = {"bool": {"must_not": [self.any_of(self.left_out)]}}
        return {"filter": free, "aggs": {"of": {"terms": {"field": self.field, **terms}, **_with(inner)}}}

    def some(self, values: Sequence[str], inner: Aggs | None = None) -> Aggs:
        """Aggregations with a bucket for each of these values; `read` finds them."""
        alone, keys = self._apart(values)
        out = {"alone": self.each(alone, inner)} if alone else {}
        return {**out, "keys": self.keys(inner, include=keys, size=len(keys))} if keys else out

    def read(self, values: Sequence[str], told: Told) -> dict[str, Told]:
        """By value its bucket, where any record has it."""
        alone, keys = self._apart(values)
        out = dict(zip(alone, told["alone"]["buckets"], strict=True)) if alone else {}
        return {**out, **{bucket["key"]: bucket for bucket in told["keys"]["of"]["buckets"]}} if keys else out

    def _apart(self, values: Sequence[str]) -> tuple[list[str], list[str]]:
        """Those of some values that need a filter each, and those that a key is enough for."""
        alone = [v for v in values if v == UNKNOWN or v in self.left_out or len(self.labels.keys(v)) > 1]
        return alone, [v for v in values if v not in set(alone)]


def _with(inner: Aggs | None) -> Aggs:
    return {"aggs": inner} if inner else {}
