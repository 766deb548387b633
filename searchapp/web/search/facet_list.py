"""Presenter of the page with all values of one facet."""

from __future__ import annotations

from dataclasses import replace

from searchapp.engines import Index
from searchapp.facets import Facet
from searchapp.query.result import FacetCount
from searchapp.text.analysis import folded
from searchapp.text.wording import count, count_of
from searchapp.web.question import Question, widened
from searchapp.web.search.facet_panel import unknown_value, value_row
from searchapp.web.search.pages import FacetPage, ValueRow
from searchapp.web.ui.pager import pager
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.ui.search_box import box, title
from searchapp.web.urls import facet_url, name_url

VALUES_A_PAGE = 120
MAX_CONTAINS = 100


def facet_page(
    index: Index, question: Question, facet: Facet, *, contains: str, by_name: bool, at: int,
    notices: tuple[str, ...] = (),
) -> FacetPage:  # fmt: skip
    """All values of a facet; `at` is the page of the list."""
    contains = " ".join(contains.split())[:MAX_CONTAINS]
    question, total = _settled(index, question)
    state = question.state.with_page(1)
    found = index.facet_values(question.request(), facet.key, contains=contains)
    values = sorted(found.values, key=_by_label) if by_name else list(found.values)
    if not contains:
        values += unknown_value(state, found)
    last = max(1, -(-len(values) // VALUES_A_PAGE))
    at = min(max(at, 1), last)
    path = facet_url(facet.key)
    extra = {k: v for k, v in (("contains", contains), ("order", "name" if by_name else "")) if v}
    paged = pager(state.with_page(at), len(values), VALUES_A_PAGE)
    if paged is not None:

        def url(page: int) -> str:
            return state.url(path, **extra, **({"at": str(page)} if page > 1 else {}))

        paged = replace(
            paged,
            previous=url(at - 1) if at > 1 else None,
            next=url(at + 1) if at < last else None,
            pages=tuple(p and replace(p, url=url(int(p.label.replace(",", "")))) for p in paged.pages),
        )
    rows: tuple[ValueRow, ...] = tuple(
        value_row(state, facet.key, v, about=name_url(facet.key, v.value) if facet.names and v.value else "")
        for v in values[(at - 1) * VALUES_A_PAGE : at * VALUES_A_PAGE]
    )
    said = count(found.distinct, _singular(facet), facet.plural)
    named = {"contains": contains} if contains else {}
    return FacetPage(
        title=f"{facet.plural.capitalize()} – {title(state)}",
        box=box(state),
        heading=facet.plural.capitalize(),
        back=Link(f"← {count_of(state.kind, total)}", state.url()),
        action=path,
        contains=contains,
        hidden=(*state.hidden(), *((("order", "name"),) if by_name else ())),
        orders=(
            Link("By count", state.url(path, **named), current=not by_name),
            Link("A–Z", state.url(path, **named, order="name"), current=by_name),
        ),
        rows=rows,
        status=said + (f" with “{contains}” in the name" if contains else ""),
        pager=paged,
        notices=tuple(Notice(n) for n in (*notices, *question.notices)),
    )


def _settled(index: Index, question: Question) -> tuple[Question, int]:
    """The question as it is answered, and its total."""
    if not question.may_widen:
        return question, index.count(question.request())
    answered = index.search(replace(question.request(page_size=0, widen=True), offset=0))
    return widened(question, answered), answered.total


def _by_label(value: FacetCount) -> tuple[str, str]:
    return folded(value.label), value.label


def _singular(facet: Facet) -> str:
    return facet.label.lower()
