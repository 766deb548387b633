"""What every page is, and the one way to print it; the page that says what went wrong.

Pages are printed by Jinja as Flask sets it up, with what it does hundreds of times a page done with less
(`PageEnvironment`). All that a template prints is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import markupsafe
from flask import Flask, render_template
from flask.templating import Environment
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape

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
    """What went wrong, and what to do next; `command` is to be typed into a terminal.

    `cause` is for those who run the archive, where what is said to its readers does not tell it.
    """

    template = "error.html"
    status: int
    message: str
    hint: str
    command: str = ""
    cause: str = ""


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


# -- how templates print -------------------------------------------------------------------------------

_plain: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""A text escaped, without the object that says so: no public name gives that, and a release may lack this one."""


def printed(value: object) -> str:
    """What stands in the page for a value: `escape` of it, as a text that is joined and not printed once more."""
    if type(value) is str:
        return _plain(value)
    return value if type(value) is Markup else escape(value)


class _Generator(CodeGenerator):
    """Writes what is printed by `printed` wherever Jinja would write it by `escape`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(")


class _Context(Context):
    """Calls what a template calls as it is: no function here asks for the context, and macros know theirs."""

    def call(
        self, called: Callable[..., Any], *args: Any, _block_vars: Any = None, _loop_vars: Any = None, **named: Any
    ) -> Any:
        """What it gives."""
        return called(*args, **named)


class PageEnvironment(Environment):
    """Jinja for pages: each has what its template reads, so that no attribute is sought in a second place."""

    code_generator_class = _Generator
    context_class = _Context
    printed = staticmethod(printed)
    getattr = staticmethod(getattr)  # type: ignore[assignment]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template knows, in one dictionary: a chain is walked anew for each template included."""
        return {**self.globals, **(d or {})}
