"""The links to the other pages of a long answer."""

from __future__ import annotations

from searchapp.text.wording import number
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Link, Pager
from searchapp.web.urls import with_parameter


def pages_of(total: int, page_size: int) -> int:
    """How many pages there are, which is one at least."""
    return max(1, -(-total // page_size))


def pager(
    state: SearchState, total: int, page_size: int, *, path: str | None = None, name: str = "page"
) -> Pager | None:
    """Links to the other pages of an answer; None where all is on one."""
    last = pages_of(total, page_size)
    if last == 1:
        return None
    here, first_page = state.page, state.with_page(1)

    def url(page: int) -> str:
        if path is None:
            return first_page.url(page=str(page)) if page > 1 else first_page.url()
        return with_parameter(path, name, str(page)) if page > 1 else path

    near = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)})
    pages: list[Link | None] = []
    for i, page in enumerate(near):
        if i and page - near[i - 1] > 1:
            pages.append(None)
        pages.append(Link(number(page), url(page), current=page == here))
    first = (here - 1) * page_size + 1
    return Pager(
        text=f"{number(first)}–{number(min(total, here * page_size))} of {number(total)}",
        previous=url(here - 1) if here > 1 else None,
        next=url(here + 1) if here < last else None,
        pages=tuple(pages),
    )
