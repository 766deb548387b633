"""The command line: the group of commands, what they share, and how it is said that something went wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

import click

from searchapp import __version__
from searchapp.errors import IndexRefused, SearchAppError

if TYPE_CHECKING:
    from searchapp.config import Settings
    from searchapp.curation.authority import Authority
    from searchapp.engines import Index
    from searchapp.enrich.run.cache import Finder

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

    names = ("index", "data", "host", "port", "public", "hosts", "jobs")
    return load_settings(config=options.get("config"), flags={n: options[n] for n in names if n in options})


def open_index_of(settings: Settings) -> Index:
    """The index under the corrections and names that users made."""
    from searchapp.curation.corrections_file import FILE_NAME, corrections_in_force, read_corrections
    from searchapp.curation.decisions import Decisions
    from searchapp.engines import open_index

    found = read_corrections(settings.data / FILE_NAME)
    tell(found.notice)
    decisions = Decisions(authority_of(settings), corrections_in_force(found.noted))
    return open_index(settings.index).with_decisions(decisions)


def authority_of(settings: Settings) -> Authority:
    """Which names are one, as the data folder's file says."""
    from searchapp.curation.authority_file import FILE_NAME, load_authority

    return load_authority(settings.data / FILE_NAME)


def tell(notice: str) -> None:
    """Say what a user has to know beside the result, where there is anything."""
    if notice:
        click.echo(notice, err=True)


@contextmanager
def enricher_of(settings: Settings) -> Iterator[Finder]:
    """What finds names and statements, in as many processes as are set, with its memory beside the index."""
    from searchapp.engines import refuse_foreign
    from searchapp.enrich.run.cache import CachedFinder
    from searchapp.enrich.run.workers import Workers

    with Workers(settings.model, jobs=settings.jobs) as workers, ExitStack() as held:
        finder: Finder = workers
        with suppress(IndexRefused):  # in a folder of others nothing is left, not even by `extract`
            refuse_foreign(settings.index)
            finder = held.enter_context(closing(CachedFinder(workers, settings.index / "found.sqlite3")))
        yield finder
