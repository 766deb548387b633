"""How a query that is being typed may go on, for the search box; saved queries too, for those who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, jsonify, request

from searchapp.archive.suggesting.completions import completions
from searchapp.text.letters import without_accents
from searchapp.web.api.parameters import SUGGEST, refuse_others
from searchapp.web.route_marks import for_anybody, may, never_kept
from searchapp.web.services import services
from searchapp.web.urls import API, AT, saved_url

MOST_SAVED = 3
LONGEST = 300
"""Characters of a query that may go on; nobody looks at suggestions for a longer one."""
blueprint = Blueprint("suggest", __name__, url_prefix=API)


@blueprint.get("/suggest")
@for_anybody
@never_kept
def suggest() -> Response:
    """What a query may go on with, in groups: each the whole query that it gives, or where it leads."""
    refuse_others(request.args, SUGGEST)
    q = request.args.get("q", "")
    groups: list[dict[str, Any]] = []
    if len(q) <= LONGEST:
        with services().archive.lease() as index:
            found = completions(index, q)
        groups = [
            {"label": group.label, "options": [one._asdict() for one in group.completions]} for group in found
        ]
    saved = list(_saved(q.strip())) if may(AT.saved) else []
    return jsonify({"groups": [*groups, *([{"label": "Saved", "options": saved}] if saved else ())]})


def _saved(q: str) -> Iterator[dict[str, str]]:
    """Saved queries with what was typed in their name."""
    wanted = without_accents(q)
    if len(wanted) > 1:
        named = (one for one in services().saved.all() if wanted in without_accents(one.name))
        for one, _ in zip(named, range(MOST_SAVED), strict=False):
            yield {"label": one.name, "url": saved_url(one.slug)}
