"""Whether this archive answers, for whatever watches over it: a balancer, a supervisor of services."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from searchapp.web.route_marks import for_anybody, never_kept
from searchapp.web.services import services

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@for_anybody
@never_kept
def healthz() -> Response:
    """Ready: the index can be asked, which takes one call to the engine; else the error that pages show too."""
    with services().archive.lease() as index:
        return jsonify({"ready": True, "generation": index.generation})


@blueprint.get("/livez")
@for_anybody
@never_kept
def livez() -> Response:
    """Alive: the server answers, whatever becomes of its index; to start it anew would help nothing."""
    return jsonify({"alive": True})
