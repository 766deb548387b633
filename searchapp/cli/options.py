"""The command line's options that several commands take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from searchapp.facets import FACETS, TOGETHER_KEYS
from searchapp.model import RECORD_KINDS

Command = TypeVar("Command", bound=Callable[..., Any])


def common(command: Command) -> Command:
    """--engine, --index, --opensearch-url, --data and --config, which every command takes."""
    for option in (
        click.option("--config", type=click.Path(path_type=Path), help="Settings file [searchapp.toml]."),
        click.option("--data", type=click.Path(path_type=Path), help="Folder of what users make [data]."),
        click.option(
            "--opensearch-url", metavar="URL", help="The archive on a cluster: https://host:9200/archive."
        ),
        click.option("--index", type=click.Path(path_type=Path), help="Folder of the index [index]."),
        click.option("--engine", help="Search engine that answers: opensearch, or [whoosh]."),
    ):
        command = option(command)
    return command


def reading(command: Command) -> Command:
    """The options that say how files are read, where they do not say it themselves."""
    for option in (
        click.option("--ocr", is_flag=True, default=None, help="Read scanned pages with the Tesseract installed."),
        click.option(
            "--separator", metavar="LINE", help="The line that stands between the stories of a text file."
        ),
        click.option(
            "--map",
            "columns",
            multiple=True,
            metavar="FIELD=PLACE",
            help="Where a field stands in a table or in JSON (text=content.rendered); may be repeated.",
        ),
    ):
        command = option(command)
    return command


def serving(command: Command) -> Command:
    """The options that say where the search page is served, and for whom."""
    for option in (
        click.option(
            "--allow-host",
            "hosts",
            multiple=True,
            metavar="NAME",
            help="A name under which it is reached, with --public; may be repeated.",
        ),
        click.option("--public", is_flag=True, default=None, help="For anybody, to read only."),
        click.option("--port", type=int, help="Port to serve on [8000]."),
        click.option("--host", help="Address to serve on [127.0.0.1]."),
    ):
        command = option(command)
    return command


class Day(click.ParamType[str]):
    """A day, month or year, as typed: which end of it is meant the other end tells too."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text, or a complaint that says what is wanted."""
        from searchapp.query.days import read_day

        text = str(value).strip()
        if read_day(text, last=False) is None:
            self.fail(f"{text!r} is no day, month or year such as 2017-10-14.", param, ctx)
        return text


class OneOf(click.Choice[str]):
    """One of the words that `known` gives; it is asked only when a command is used that takes them."""

    def __init__(self, known: Callable[[], Iterable[str]]) -> None:
        self.known = known
        self.case_sensitive = True

    @property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]  # click sets it once and only reads it
        """The words."""
        return tuple(self.known())


def matches() -> Iterable[str]:
    """How many of the words a record has to have."""
    from searchapp.query.request import MATCHES

    return MATCHES


def withins() -> Iterable[str]:
    """Where the words of statements are looked for."""
    from searchapp.query.request import WITHINS

    return WITHINS


def matching(command: Command) -> Command:
    """--match, --widen and --exact: how many of the words, and whether in the names file's other spellings too."""
    for option in (
        click.option("--exact", is_flag=True, help="Don't widen names by the authority file."),
        click.option("--widen", is_flag=True, help="When none has all words, take those with most of them."),
        click.option("--match", type=OneOf(matches), default="all", help="All of the words, or any."),
    ):
        command = option(command)
    return command


def narrowing(command: Command) -> Command:
    """The options that narrow a search: --<facet>, --not-<facet>, --since, --until; and `matching`."""
    command = matching(command)
    for option in (
        click.option("--until", type=Day(), help="Published on this day (month, year) or earlier."),
        click.option("--since", type=Day(), help="Published on this day (month, year) or later."),
        *(click.option(f"--not-{f.key}", multiple=True, help=f"Without this {f.key}.") for f in reversed(FACETS)),
        *(
            click.option(f"--{f.key}", multiple=True, help=f"Only this {f.key}; may be repeated.")
            for f in reversed(FACETS)
        ),
        click.option(
            "--both",
            "together",
            multiple=True,
            type=click.Choice(TOGETHER_KEYS),
            help="All chosen values of this facet, not any of them: stories in which both speak.",
        ),
        click.option(
            "--in",
            "within",
            type=OneOf(withins),
            default="said",
            help="Look for the words of statements in what was said, or in the story it stands in.",
        ),
        click.option("--kind", type=click.Choice(RECORD_KINDS), default="story", help="What to look for."),
    ):
        command = option(command)
    return command


def chosen(options: dict[str, Any]) -> dict[str, Any]:
    """Those of a command's options that narrow a search, as `archive.questions` takes them."""
    names = ("kind", "within", "together", "since", "until", "match", "widen", "exact")
    facets = (name for f in FACETS for name in (f.key, f"not_{f.key}"))
    return {name: options[name] for name in (*names, *facets) if name in options}
