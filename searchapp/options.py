"""The command line's options that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from searchapp.facets import FACETS

Command = TypeVar("Command", bound=Callable[..., Any])


def common(command: Command) -> Command:
    """--index, --data and --config, which every command takes."""
    for option in (
        click.option("--config", type=click.Path(path_type=Path), help="Settings file [searchapp.toml]."),
        click.option("--data", type=click.Path(path_type=Path), help="Folder of what users make [data]."),
        click.option("--index", type=click.Path(path_type=Path), help="Folder of the index [index]."),
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


def narrowing(command: Command) -> Command:
    """The options that narrow a search: --<facet>, --not-<facet>, --since, --until, --match, --exact."""
    day = click.DateTime(formats=["%Y-%m-%d"])
    for option in (
        click.option("--exact", is_flag=True, help="Don't widen names by the authority file."),
        click.option(
            "--match", type=click.Choice(["all", "any"]), default="all", help="All of the words, or any."
        ),
        click.option("--until", type=day, help="Published on this day or earlier."),
        click.option("--since", type=day, help="Published on this day or later."),
        *(click.option(f"--not-{f.key}", multiple=True, help=f"Without this {f.key}.") for f in reversed(FACETS)),
        *(
            click.option(f"--{f.key}", multiple=True, help=f"Only this {f.key}; may be repeated.")
            for f in reversed(FACETS)
        ),
        click.option(
            "--kind", type=click.Choice(["story", "statement"]), default="story", help="What to look for."
        ),
    ):
        command = option(command)
    return command
