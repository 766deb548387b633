"""Who else tells of it, for each story of a page of results: counted for all of them in one question."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.archive.rounds import Part
from searchapp.compare.compared import Compared
from searchapp.query.request import Axis, Filter, SearchRequest
from searchapp.query.result import Crosstab, Hit
from searchapp.text.wording import count
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Link
from searchapp.web.urls import compare_url


def told_part(hits: Sequence[Hit], compared: Compared) -> Part[dict[str, Link]]:
    """By story a line on who else tells of it, leading there; stories that nobody tells too are left out."""
    stories = [hit for hit in hits if hit.kind == "story"]
    slugs = dict.fromkeys(compared.event_of[hit.story_id] for hit in stories if hit.story_id in compared.event_of)
    table = None
    if slugs:
        events = tuple(Filter("event", slug) for slug in slugs)
        across = Axis("event", tuple(slugs)), Axis("outlet")
        (found,) = yield [SearchRequest(filters=events, limit=0, facets=(), timeline=False, crosstab=across)]
        table = found.crosstab
    lines = {hit.story_id: _line(hit, compared, table) for hit in stories}
    return {story: line for story, line in lines.items() if line}


def _line(hit: Hit, compared: Compared, table: Crosstab | None) -> Link | None:
    slug = compared.event_of.get(hit.story_id, "")
    if slug and table:
        row = next(n for n, value in enumerate(table.rows) if value.value == slug)
        counted = zip(table.columns, table.cells[row], strict=True)
        outlets = [outlet.label for outlet, n in counted if n and outlet.value and outlet.label != hit.outlet]
        others = len(compared.events[slug].stories) - 1
        told = f"by {outlets[0]}" if len(outlets) == 1 else f"by {count(len(outlets), 'outlet', 'outlets')}"
        told = told if outlets else f"in {count(others, 'other story', 'other stories')}"
        return Link(f"also told {told}", SearchState().only("event", slug).url())
    if compared.reporting.get(hit.story_id, "own") != "own":
        return Link("shares words with other stories", compare_url(hit.story_id))
    return None
