"""The views of many queries at once: the form with its table, by address or posted, and the table as a file."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, request

from searchapp.archive.batch.counted import Counted, counted, counts_table
from searchapp.errors import BadRequest, IngestError, SearchAppError
from searchapp.ingest.files.encoding import decode
from searchapp.web.batch.asked import Asked, Read, read
from searchapp.web.batch.presenter import batch_page, not_read, table_of
from searchapp.web.pages import render
from searchapp.web.route_marks import asks_at_length, for_anybody, gives_all, kept_by_address
from searchapp.web.security import MAX_FILE
from searchapp.web.services import saved_as, see_other, services
from searchapp.web.ui.parts import Notice
from searchapp.web.urls import AT

blueprint = Blueprint("batch", __name__)


@blueprint.get("/batch")
@for_anybody
@kept_by_address
@gives_all
def batch() -> Response:
    """The form, and the table of a list that an address has."""
    if "lines" not in request.args:
        return make_response(render(batch_page(Asked.of(request.args, ""), notices=services().warnings())))
    return _page(Asked.of(request.args, request.args["lines"]))


@blueprint.get("/batch.csv")
@for_anybody
@kept_by_address
@gives_all
def table() -> Response:
    """The table of a list that an address has, with all outlets."""
    return _file(Asked.of(request.args, request.args.get("lines", "")))


@blueprint.post("/batch")
@asks_at_length
def ask() -> Response:
    """The same for a list of any length or a file; one that an address can have is led there, to be shared."""
    request.max_content_length = request.max_form_memory_size = MAX_FILE
    try:
        asked = Asked.of(request.form, _given())
    except BadRequest as error:
        return _refused(Asked.of(request.form, request.form.get("lines", "")), error)
    if request.form.get("give") == "csv":
        return _file(asked)
    address = asked.address(AT.batch)
    return see_other(address) if address else _page(asked)


def _given() -> str:
    """The list that was sent: the file, where there is one, or else what was typed."""
    file = request.files.get("file")
    content = file.read() if file else b""
    if not content:
        return request.form.get("lines", "")
    try:
        return decode(content).removeprefix("\ufeff")
    except IngestError as error:
        raise BadRequest("The file can’t be read as text.", hint="Save it as plain text or as CSV.") from error


def _page(asked: Asked) -> Response:
    try:
        lines, rows, pending = _counted(asked)
    except BadRequest as error:
        return _refused(asked, error)
    notices = (*services().warnings(), *pending, *not_read(lines))
    table = table_of(asked, lines, rows) if rows else None
    return make_response(render(batch_page(asked, table, notices)))


def _counted(asked: Asked) -> tuple[Read, list[Counted], tuple[Notice, ...]]:
    lines = read(asked)
    with services().archive.lease() as index:
        rows = counted(index, [question.request() for _, _, question in lines.lines])
        return lines, rows, services().pending(index)


def _refused(asked: Asked, error: SearchAppError) -> Response:
    """The form with what was wrong above it."""
    notice = Notice(f"{error.message} {error.hint}", tone="warn")
    return make_response(render(batch_page(asked, notices=(notice,))), error.status)


def _file(asked: Asked) -> Response:
    lines, rows, _ = _counted(asked)
    names = [(str(at), text) for at, text, _ in lines.lines]
    return saved_as("counts.csv", "".join(counts_table(names, rows)), "text/csv")
