"""The views of what a saved query found once: beside what it finds today, as a file, and taken down again."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from searchapp.archive.saved_queries import SavedQuery
from searchapp.web.pages import render
from searchapp.web.route_marks import changes, gives_all, in_house, never_kept
from searchapp.web.saved import snapshots
from searchapp.web.saved.taking import snapshot_of
from searchapp.web.services import now, saved_as, see_other, services
from searchapp.web.urls import snapshot_url

blueprint = Blueprint("snapshots", __name__)


@blueprint.get("/saved/<slug>/snapshots/<int:number>")
@in_house
@never_kept
@gives_all
def snapshot(slug: str, number: int) -> str:
    """What a saved query found once, beside what it finds today."""
    saved, both = _both(slug, number)
    kept = services().saved.snapshots(slug)
    return render(snapshots.snapshot_page(saved, number, kept, both, notices=services().warnings()))


@blueprint.get("/saved/<slug>/snapshots/<int:number>.<ending>")
@in_house
@never_kept
@gives_all
def snapshot_file(slug: str, number: int, ending: str) -> Response:
    """The same as a file."""
    if ending not in snapshots.FILES:
        abort(404)
    form = snapshots.FILES[ending]
    saved, both = _both(slug, number)
    name = f"{slug}-{both.then.taken:%Y-%m-%d}.{ending}"
    return saved_as(name, form.lines(saved, both), form.mimetype)


@blueprint.post("/saved/<slug>/snapshots")
@changes
def take(slug: str) -> Response:
    """Keep what a saved query finds now, beside what was kept before."""
    saved = services().saved.get(slug)
    authority = services().names.current()[0]
    with services().archive.lease() as index:
        taken = snapshot_of(index, saved.query, authority, now=now())
    return see_other(snapshot_url(slug, services().saved.keep_snapshot(slug, taken)))


def _both(slug: str, number: int) -> tuple[SavedQuery, snapshots.Compared]:
    """A saved query, and one of its snapshots compared with what it finds now."""
    saved = services().saved.get(slug)
    then = services().saved.snapshot(slug, number)
    authority = services().names.current()[0]
    with services().archive.lease() as index:
        today = snapshot_of(index, saved.query, authority, now=now())
        both = snapshots.compared(then, today)
        there = index.stories({hit.found.story for hit in both.found.gone[: snapshots.MOST_SHOWN]})
    return saved, snapshots.compared(then, today, there)
