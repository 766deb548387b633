"""The command line: the group of commands, what they share, and how it is said that something went wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn

import click

from searchapp import __version__
from searchapp.errors import SearchAppError

if TYPE_CHECKING:
    from searchapp.archive.open_archive import Archive
    from searchapp.config import Settings

_ARITHMETIC_THREADS = "OPENBLAS_NUM_THREADS"
"""Without a number numpy starts a thread a core when it is imported: a tenth of a second for nothing."""


class Program(click.Group):
    """The group of commands; what goes wrong is said in a line or two, never as a stack trace."""

    def invoke(self, ctx: click.Context) -> Any:
        os.environ.setdefault(_ARITHMETIC_THREADS, "1")
        try:
            return super().invoke(ctx)
        except SearchAppError as error:
            _fail(ctx, error)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except OSError as error:
            from searchapp.system.disk import disk_error

            _fail(ctx, disk_error(error))


def _fail(ctx: click.Context, error: SearchAppError) -> NoReturn:
    click.echo(f"searchapp: {error.message}", err=True)
    if error.hint:
        click.echo(error.hint, err=True)
    ctx.exit(error.exit_code)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="searchapp")
def main() -> None:
    """A search engine for news archives: who said what, where, with the sentence as evidence."""


def settings_of(options: dict[str, Any]) -> Settings:
    """The settings in force, the options of a command before all others."""
    from searchapp.config import load_settings

    names = (
        *("engine", "index", "opensearch_url", "data", "corpus", "host", "port", "public", "hosts"),
        *("jobs", "columns", "separator", "ocr"),
    )
    return load_settings(config=options.get("config"), flags={n: options[n] for n in names if n in options})


def archive_of(options: dict[str, Any]) -> Archive:
    """The archive that a command is about."""
    from searchapp.archive.open_archive import Archive

    return Archive(settings_of(options))


def tell_all(notices: Iterable[str]) -> None:
    """Say what a user has to know beside the result, a line each."""
    for notice in notices:
        click.echo(notice, err=True)


def tell(notice: str) -> None:
    """Say what a user has to know beside the result, where there is anything."""
    if notice:
        click.echo(notice, err=True)
