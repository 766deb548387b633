"""What saved queries found, carried over to the next generation: they are asked of the stories that came alone.

What they found of stories that changed or went is left out, what they find of those that came is put in. An engine
that tells nothing of what came since a generation (`Index.changed`) is asked for all of it, each time.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from searchapp.archive.saved_queries.looks import MOST_STATEMENTS, found_now, found_of
from searchapp.archive.saved_queries.snapshots import Found
from searchapp.compare.compared import Compared
from searchapp.curation.bearers import Resolution
from searchapp.curation.decisions import Decisions
from searchapp.engines import Changed, Index
from searchapp.facets import FACETS
from searchapp.query.loosening import loosened
from searchapp.query.request import SearchRequest

MOST_CARRIED = 100_000
"""Stories of a query; of one that finds more nothing is kept, nor is of one that finds `MOST_STATEMENTS`."""
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

    def may_tell(self, request: SearchRequest) -> bool:
        """Whether this can change what a request finds of stories that are as they were.

        A query of which fewer words may do goes by all records that have them, also by those that it did not find.
        """
        asked = request.asked_facets
        return (
            (self.compared and not GIVEN.isdisjoint(asked))
            or (self.resolved and not NAMED.isdisjoint(asked))
            or (bool(self.changed.altered) and request.widen and loosened(request.node).size > 1)
        )


class Carried:
    """What requests found last; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known = Known()

    def found(self, index: Index, requests: Sequence[SearchRequest]) -> list[Hits]:
        """What each request finds, as `found_now` tells; what was carried over is in the order of then.

        Three calls more where a generation is new. While decisions are being applied nothing is carried or kept.
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
    stay = {request: found for request, found in known.found.items() if not difference.may_tell(request)}
    return replace(now, found=_patched(index, stay, changed.stories))


def _patched(
    index: Index, found: Mapping[SearchRequest, Hits], stories: Collection[str]
) -> dict[SearchRequest, Hits]:
    """What was found, with what is found of these stories now; without the requests of which that is not known."""
    if not found or not stories:
        return dict(found)
    told = index.found_among(list(found), stories)
    came = {request: records for request, records in zip(found, told, strict=True) if records is not None}
    spoken = _spoken(index, (id for request, ids in came.items() if request.kind == "statement" for id in ids))
    out: dict[SearchRequest, Hits] = {}
    for request, ids in came.items():
        new = [spoken.get(id) if request.kind == "statement" else Found(id) for id in ids]
        hits = (*filter(None, new), *(one for one in found[request] if one.story not in stories))
        if None not in new and _is_carried(request, hits):
            out[request] = hits
    return out


def _spoken(index: Index, ids: Iterable[str]) -> dict[str, Found]:
    """What these statements are known by."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    hits = index.hits(SearchRequest(kind="statement"), wanted)
    stories = index.stories(dict.fromkeys(hit.story_id for hit in hits))
    return {hit.id: found_of(replace(hit, story=stories.get(hit.story_id))) for hit in hits}


def _is_carried(request: SearchRequest, found: Hits) -> bool:
    """Whether what a request found is not too much; of very many statements their stories are told alone."""
    return len(found) <= (MOST_CARRIED if request.kind == "story" else MOST_STATEMENTS)


def _bounded(found: Mapping[SearchRequest, Hits], asked: Iterable[SearchRequest]) -> Mapping[SearchRequest, Hits]:
    """What is kept: of those that don't find too much the ones asked last, these at the end."""
    last = dict.fromkeys((*asked, *reversed(list(found))))
    kept = [request for request in last if _is_carried(request, found[request])]
    sums = accumulate(_A_QUERY + len(found[request]) for request in kept)
    kept = kept[: sum(size <= MOST_KEPT for size in sums)]
    return {request: found[request] for request in reversed(kept)}


def _sharing(every: Iterable[Hits]) -> Iterator[Hits]:
    """The same, with one object for what many queries find."""
    same: dict[Found, Found] = {}
    for found in every:
        yield tuple(same.setdefault(one, one) for one in found)
