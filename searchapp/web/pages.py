"""What every page is, and the one way to print it; the page that says what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from flask import Flask, render_template

from searchapp.web.site import site
from searchapp.web.ui.parts import Notice, SearchBox


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has: the title of its tab, the search box on top, and the notices above its content.

    A class of page says which `template` prints it; that reads the fields of the page, and the site, nothing else.
    """

    template: ClassVar[str]
    title: str
    box: SearchBox = SearchBox()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage(Page):
    """What went wrong, and what to do next; `command` is to be typed into a terminal."""

    template = "error.html"
    status: int
    message: str
    hint: str
    command: str = ""


class Alone(Protocol):
    """A page with nothing of the site around it, which is given away as a file; `template` prints it."""

    template: ClassVar[str]


def render_alone(page: Alone) -> str:
    """Such a page as HTML."""
    return render_template(page.template, page=page)


def render(page: Page) -> str:
    """A page as HTML, for the one who asks now."""
    return render_template(page.template, page=page, site=site())


def read_templates(app: Flask) -> None:
    """Have every template at hand, so that the first reader of a page need not wait; a quarter of a second."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
