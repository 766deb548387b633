"""The command line: the group of commands, what they share, and how it is said that something went wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

import click

from searchapp import __version__
from searchapp.config import Settings, load_settings
from searchapp.errors import IndexRefused, SearchAppError
from searchapp.system.disk import disk_error

if TYPE_CHECKING:
    from searchapp.curation.authority import Authority
    from searchapp.engines import Index
    from searchapp.enrich.run.cache import Finder


class Program(click.Group):
    """The group of commands; what goes wrong is said in a line or two, never as a stack trace."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SearchAppError as error:
            _fail(ctx, error)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except OSError as error:
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
    names = ("engine", "index", "data", "host", "port", "public", "hosts", "jobs")
    return load_settings(config=options.get("config"), flags={n: options[n] for n in names if n in options})


def open_index_of(settings: Settings) -> Index:
    """The index under the corrections and names that users made."""
    from searchapp.curation.corrections_file import FILE_NAME, corrections_in_force, read_corrections
    from searchapp.curation.decisions import Decisions
    from searchapp.engines import open_index

    found = read_corrections(settings.data / FILE_NAME)
    tell(found.notice)
    decisions = Decisions(authority_of(settings), corrections_in_force(found.noted))
    return open_index(settings.place).with_decisions(decisions)


def authority_of(settings: Settings) -> Authority:
    from searchapp.curation.authority_file import FILE_NAME, load_authority

    return load_authority(settings.data / FILE_NAME)


def tell(notice: str) -> None:
    """Say what a user has to know beside the result, where there is anything."""
    if notice:
        click.echo(notice, err=True)


@contextmanager
def enricher_of(settings: Settings) -> Iterator[Finder]:
    """What finds names and statements, in as many processes as are set, with its memory beside the index."""
    from searchapp.engines.whoosh.disk.folder import refuse_foreign
    from searchapp.enrich.run.cache import CachedFinder
    from searchapp.enrich.run.workers import Workers

    with Workers(settings.model, jobs=settings.jobs) as workers, ExitStack() as held:
        finder: Finder = workers
        with suppress(IndexRefused):  # in a folder of others nothing is left, not even by `extract`
            refuse_foreign(settings.index)
            finder = held.enter_context(closing(CachedFinder(workers, settings.index / "found.sqlite3")))
        yield finder
