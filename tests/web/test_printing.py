"""What templates print is what Jinja would print: escaped, once, whatever it is."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from searchapp.config import Settings
from searchapp.web import create_app
from searchapp.web.pages import printed


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("printing")
    return create_app(Settings(index=folder / "index", data=folder / "data"))


@given(
    st.one_of(
        st.text(), st.text("&<>'\"a"), st.integers(), st.none(), st.text().map(Markup), st.text().map(escape)
    )
)
def test_each_value_is_printed_as_it_is_escaped(value: object) -> None:
    assert printed(value) == escape(value)


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("{{ x }}", "&lt;b&gt;"),
        ("{% macro of(y) %}<i>{{ y }}</i>{% endmacro %}{{ of(x) }}", "<i>&lt;b&gt;</i>"),
        ("{% set y %}<i>{{ x }}</i>{% endset %}{{ y }}", "<i>&lt;b&gt;</i>"),
        ("{{ [x, x]|join('<') }}", "&lt;b&gt;&lt;&lt;b&gt;"),
        ("{{ x ~ '<' }}", "&lt;b&gt;&lt;"),
        ("{% autoescape true %}{{ x }}{% endautoescape %}", "&lt;b&gt;"),
    ],
)
def test_wherever_a_template_prints_it_escapes(app: Flask, source: str, page: str) -> None:
    with app.test_request_context("/"):
        assert app.jinja_env.from_string(source).render(x="<b>") == page


@pytest.mark.parametrize("source", ["{{ nothing }}", "{{ nothing.at_all }}"])
def test_what_a_template_is_not_given_is_an_error(app: Flask, source: str) -> None:
    with pytest.raises(UndefinedError):
        app.jinja_env.from_string(source).render()


def test_what_a_value_has_not_is_an_error(app: Flask) -> None:
    with pytest.raises(AttributeError):
        app.jinja_env.from_string("{{ x.title_of_it }}").render(x="a")
