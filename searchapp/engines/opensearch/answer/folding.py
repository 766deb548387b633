"""Stories that are printed nearly word for word elsewhere too, listed once by the best of those that match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from searchapp.engines.opensearch.answer import pages
from searchapp.engines.opensearch.ask.asked import Asked
from searchapp.engines.opensearch.decided.stories import CorrectedStories
from searchapp.engines.opensearch.layout import GROUPED, MOST_FOUND
from searchapp.engines.opensearch.view import View
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit, Reprint

Body = dict[str, Any]
Source = Sequence[str] | bool
_AT_ONCE = 10_000
"""Groups that are counted in one question."""


def _folds(view: View, request: SearchRequest) -> bool:
    """Whether some hits of a request may stand for others."""
    return request.fold and request.kind == "story" and view.grouped


def page(view: View, found: Asked, source: Source) -> Body:
    """What asks for the hits of a request; of one that folds, each group once, and the number of groups."""
    if not _folds(view, found.request):
        return pages.page(view, found, source)
    every = pages.page(view, found, [*(source if isinstance(source, Sequence) else ()), view.group])
    return {**every, "collapse": {"field": view.group}, "aggs": _groups(view, {})}


def _groups(view: View, after: Body) -> Body:
    """What counts the groups of stories that are printed elsewhere too, from one of them on."""
    named = {"size": _AT_ONCE, "sources": [{"group": {"terms": {"field": view.group}}}], **after}
    return {"grouped": {"filter": {"prefix": {view.group: GROUPED}}, "aggs": {"named": {"composite": named}}}}


def groups_of(view: View, found: Asked, answer: Body) -> int | None:
    """How many stories are listed by a request that folds, given the answer to its `page`."""
    if not found.request.fold or found.request.kind != "story":
        return None
    if not view.grouped:
        return int(answer["hits"]["total"]["value"])
    grouped = answer["aggregations"]["grouped"]
    alone = int(answer["hits"]["total"]["value"]) - int(grouped["doc_count"])
    named = grouped["named"]
    count = len(named["buckets"])
    while len(named["buckets"]) == _AT_ONCE:
        body = {"query": found.query(), "size": 0, "aggs": _groups(view, {"after": named["after_key"]})}
        named = view.cluster.search(view.index, body, scored=False)["aggregations"]["grouped"]["named"]
        count += len(named["buckets"])
    return alone + count


def hits_of(view: View, found: Asked, source: Source, answer: Body) -> list[Body]:
    """The hits that are listed, given the answer to `page`; what that does not reach is read here."""
    if not _folds(view, found.request):
        return pages.hits_of(view, found, source, answer)
    last = found.request.offset + found.request.limit
    if last <= MOST_FOUND or answer["hits"]["total"]["value"] <= MOST_FOUND:
        return list(answer["hits"]["hits"])
    every = pages.every(view, found, [*(source if isinstance(source, Sequence) else ()), view.group])
    return list(islice(_once(view, every), found.request.offset, last))


def _once(view: View, hits: Iterable[Body]) -> Iterator[Body]:
    """The first of each group."""
    seen = set()
    for hit in hits:
        if (group := _group_of(view, hit)) not in seen:
            seen.add(group)
            yield hit


def _group_of(view: View, hit: Body) -> str:
    """The group of a hit."""
    return str(hit["_source"][view.head]["group"])


def with_others(
    view: View, found: Asked, listed: Sequence[Body], hits: Sequence[Hit], stories: CorrectedStories
) -> tuple[Hit, ...]:
    """Hits with the stories that each is listed for beside itself."""
    if not _folds(view, found.request):
        return tuple(hits)
    of_hits = [_group_of(view, hit) for hit in listed]
    members = _members(view, found, sorted({group for group in of_hits if group.startswith(GROUPED)}))
    whole = stories.read(story for some in members.values() for story in some)
    out = []
    for group, hit in zip(of_hits, hits, strict=True):
        others = (whole[id] for id in members.get(group, ()) if id != hit.story_id)
        out.append(replace(hit, also=tuple(Reprint(s.id, s.outlet, s.published) for s in others)))
    return tuple(out)


def _members(view: View, found: Asked, groups: Sequence[str]) -> Mapping[str, list[str]]:
    """By group all of its stories that match, best first."""
    if not groups:
        return {}
    body = {
        "query": {"bool": {"must": [found.ranked()], "filter": [{"terms": {view.group: groups}}]}},
        "sort": pages.order(view, found.request),
        "size": MOST_FOUND,
        "_source": ["story", view.group],
    }
    out: dict[str, list[str]] = {}
    for hit in view.cluster.search(view.index, body)["hits"]["hits"]:
        out.setdefault(_group_of(view, hit), []).append(hit["_source"]["story"])
    return out
