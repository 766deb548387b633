"""An answer as plain JSON values: the one form that the command line and the web interface give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from searchapp.formats.interchange import statement_to_json, story_to_json
from searchapp.model import Story
from searchapp.query.result import DidYouMean, FacetCount, Hit, SearchResult


def answer_to_json(
    result: SearchResult, notices: Sequence[str], meant: Sequence[DidYouMean] = ()
) -> dict[str, Any]:
    """Total, hits, facets, a line for each thing that was read otherwise than typed, and what may be meant.

    Where reprints are listed once it says how many hits there are to list.
    """
    listed = {} if result.groups is None else {"groups": result.groups}
    return {
        "total": result.total,
        **listed,
        "took_ms": round(result.took_ms, 2),
        "hits": [hit_to_json(h) for h in result.hits],
        "facets": {f.key: [value_to_json(v) for v in f.values] for f in result.facets},
        "notices": list(notices),
        "did_you_mean": [{"q": one.q, "count": one.count} for one in meant],
    }


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """A hit; a statement's has the statement besides, with its page where the story is at hand and has pages.

    One that is listed for reprints as well has these.
    """
    out: dict[str, Any] = {
        "id": hit.id,
        "kind": hit.kind,
        "story_id": hit.story_id,
        "title": "".join(s.text for s in hit.title),
        "outlet": hit.outlet,
        "published": hit.published.isoformat() if hit.published else None,
        "url": hit.url,
        "score": round(hit.score, 6),
        "snippet": [{"text": s.text, "hit": s.hit} for s in hit.snippet],
    }
    if hit.also:
        out["also"] = [
            {
                "story_id": one.story_id,
                "outlet": one.outlet,
                "published": one.published.isoformat() if one.published else None,
            }
            for one in hit.also
        ]
    if hit.statement is not None:
        out["statement"] = statement_to_json(hit.statement)
        if hit.story and hit.story.pages:
            out["statement"]["page"] = hit.story.page_of(hit.statement)
    return out


def story_answer(story: Story) -> dict[str, Any]:
    """A whole story in its interchange form; where it has pages each of its statements tells its own."""
    out = story_to_json(story)
    if story.pages:
        for said, statement in zip(out["statements"], story.statements, strict=True):
            said["page"] = story.page_of(statement)
    return out


def value_to_json(value: FacetCount) -> dict[str, Any]:
    """A facet's value with its count and state."""
    return {"value": value.value, "label": value.label, "count": value.count, "state": value.state}
