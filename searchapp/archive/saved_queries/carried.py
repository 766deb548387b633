"""What saved queries found, carried over to the next generation: those that what came may touch are asked again.

An engine that tells nothing of what came since a generation (`Index.changed`) is asked for all of them, each time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from searchapp.archive.saved_queries.looks import found_now
from searchapp.archive.saved_queries.snapshots import Found
from searchapp.compare.compared import Compared
from searchapp.curation.bearers import Resolution
from searchapp.curation.decisions import Decisions
from searchapp.engines import Changed, Index
from searchapp.facets import FACETS
from searchapp.query.loosening import loosened
from searchapp.query.request import SearchRequest

MOST_CARRIED = 10_000
"""Hits of a query; of one that finds more nothing is kept."""
MOST_KEPT = 1_000_000
"""Hits of all queries; those that were asked first are let go."""
_A_QUERY = 100
"""Hits whose memory a query takes by itself."""
GIVEN = frozenset(Compared().given)
"""The facets whose values comparing gives."""
NAMED = frozenset(f.key for f in FACETS if f.names)
"""The facets whose values are resolved."""
Hits = tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What requests found in a generation under decisions."""

    generation: str = ""
    decisions: Decisions = field(default_factory=Decisions)
    resolutions: tuple[Resolution, ...] = ()
    found: Mapping[SearchRequest, Hits] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is other than it was: stories, what comparing found, what the program resolved."""

    changed: Changed
    compared: bool = False
    resolved: bool = False

    def may_tell(self, request: SearchRequest, found: Hits) -> bool:
        """Whether this can change what a request found, whatever is in the stories that came.

        A query of which fewer words may do goes by all records that have them, also by those that it did not find.
        """
        asked, stories = request.asked_facets, self.changed.stories
        return (
            (self.compared and not GIVEN.isdisjoint(asked))
            or (self.resolved and not NAMED.isdisjoint(asked))
            or (bool(self.changed.altered) and request.widen and loosened(request.node).size > 1)
            or (bool(stories) and any(one.story in stories for one in found))
        )


class Carried:
    """What requests found last; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known = Known()

    def found(self, index: Index, requests: Sequence[SearchRequest]) -> list[Hits]:
        """What each request finds, as `found_now` tells; what was carried over is in the order of then.

        One call more where a generation is new. While decisions are being applied nothing is carried or kept.
        """
        if index.pending or index.changed(index.generation) is None:
            return found_now(index, requests)
        with self._lock:
            known = self._known
        known = moved(known, index)
        new = [request for request in dict.fromkeys(requests) if request not in known.found]
        told = dict(zip(new, _sharing(found_now(index, new)), strict=True))
        found = {**known.found, **told}
        if not index.pending:
            with self._lock:
                self._known = replace(known, found=_bounded(found, requests))
        return [found[request] for request in requests]


def moved(known: Known, index: Index) -> Known:
    """What is known of an index as it is now: what was known, but for what may be other there."""
    changed = index.changed(known.generation)  # asked first: then the index is under what was resolved last
    now = Known(index.generation, index.decisions, tuple(index.resolutions))
    if changed is None or replace(known.decisions, compared=now.decisions.compared) != now.decisions:
        return now
    compared = known.decisions.compared != now.decisions.compared
    difference = Difference(changed, compared=compared, resolved=known.resolutions != now.resolutions)
    stay = [request for request, found in known.found.items() if not difference.may_tell(request, found)]
    if stay and changed.stories:
        touched = index.touched(stay, changed.stories)
        stay = [request for request, again in zip(stay, touched, strict=True) if not again]
    return replace(now, found={request: known.found[request] for request in stay})


def _bounded(found: Mapping[SearchRequest, Hits], asked: Iterable[SearchRequest]) -> Mapping[SearchRequest, Hits]:
    """What is kept: of those that don't find too much the ones asked last, these at the end."""
    last = dict.fromkeys((*asked, *reversed(list(found))))
    kept = [request for request in last if len(found[request]) <= MOST_CARRIED]
    sums = accumulate(_A_QUERY + len(found[request]) for request in kept)
    kept = kept[: sum(size <= MOST_KEPT for size in sums)]
    return {request: found[request] for request in reversed(kept)}


def _sharing(every: Iterable[Hits]) -> Iterator[Hits]:
    """The same, with one object for what many queries find."""
    same: dict[Found, Found] = {}
    for found in every:
        yield tuple(same.setdefault(one, one) for one in found)
