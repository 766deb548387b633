"""The commands that read stories: `index`, `enrich` and `extract`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchapp.cli.options import common, reading
from searchapp.cli.program import archive_of, main, settings_of, tell, tell_all
from searchapp.cli.progress import progress_bar, stoppable
from searchapp.errors import DiskError, EngineUnavailable, IndexLocked, NotFound

if TYPE_CHECKING:
    from searchapp.archive.indexing.run_report import Report
    from searchapp.archive.open_archive import Archive
    from searchapp.config import Settings
    from searchapp.engines import Place
    from searchapp.ingest.files.watching import Watch

KEEPING = "\nStopping: what was found so far is kept. Press Ctrl-C again to end at once."
RETRY_AFTER = 30.0
"""Seconds after which a run is tried again that could not be done, where folders are watched."""


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@common
@reading
@click.option("--jobs", type=int, help="Processes that find names and statements.")
@click.option("--no-enrich", is_flag=True, help="Index the words only: no names, no statements.")
@click.option(
    "--enrich",
    type=click.Choice(["now", "later"]),
    default="now",
    help="later: publish the words first, then find names and statements and publish again.",
)
@click.option("--rebuild", is_flag=True, help="Start from nothing.")
@click.option("--prune", is_flag=True, help="Take out what is gone, also where that is much of an archive.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write all that the run has to say to a JSON file.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 when any file could not be read or was left out.")
@click.option("--watch", is_flag=True, help="Go on: bring it up to date again whenever something changes there.")
def index(
    paths: tuple[Path, ...], no_enrich: bool, enrich: str, rebuild: bool, strict: bool, **options: Any
) -> None:
    """Bring the index up to date with files and folders of stories [corpus].

    Unchanged stories are not done again. Ctrl-C or SIGTERM publishes what was done; run it again to go on.
    """
    archive = archive_of(options)
    how = None if no_enrich else enrich
    with archive, stoppable() as stop, _watching(archive.settings, paths, options["watch"]) as changes:
        run = partial(_run, archive, paths, how, prune=options["prune"], stop=stop)
        report = run(rebuild=rebuild)
        said = _tell(report, archive.settings.place, None, options["report_file"])
        if changes and not stop():
            click.echo("Watching for changes; Ctrl-C ends it.", err=True)
        again: float | None = None
        while changes and changes.wait(stop, again=again):
            try:
                report, again = run(), None
                said = _tell(report, archive.settings.place, said, options["report_file"])
            except (
                DiskError,
                EngineUnavailable,
                IndexLocked,
                NotFound,
            ) as error:  # of which each may be gone in a while
                click.echo(f"{error}\nTried again in {RETRY_AFTER:g} seconds, or with the next change.", err=True)
                again = RETRY_AFTER
    if not report.is_done or (strict and not report.is_complete):
        sys.exit(1)


def _run(
    archive: Archive,
    paths: Sequence[Path],
    how: str | None,
    *,
    prune: bool,
    stop: Callable[[], bool],
    rebuild: bool = False,
) -> Report:
    """Bring the index up to date once: names and statements "now", "later" (words first) or, for None, never."""
    from searchapp.archive.indexing.run_report import summary

    with progress_bar() as progress:
        run = partial(
            archive.index, paths, prune=prune, progress=progress, stop=stop, say=partial(click.echo, err=True)
        )
        words_first = how == "later"
        report = run(enrich=how == "now", rebuild=rebuild, words_first=words_first)
        if words_first and not report.interrupted:
            click.echo(summary(report, archive.settings.place))
            same_ids = report.same_ids
            report = run()
            report.same_ids = same_ids + report.same_ids
    return report


def _tell(
    report: Report, place: Place, before: Collection[str] | None, report_file: Path | None
) -> Collection[str]:
    """Tell what a run did, and of all that is to be known besides what was not told before; gives all of that.

    The first run, before which nothing was told (None), tells how the archive was read too.
    """
    from searchapp.archive.indexing.run_report import remarks, summary
    from searchapp.archive.reading import reading_lines, reading_now, report_row
    from searchapp.system.disk import write_whole

    click.echo(summary(report, place))
    reading = reading_now(place) if before is None or report_file else None
    for line in reading_lines(reading) if reading and before is None else ():
        click.echo(f"  {line}")
    lines = tuple(remarks(report))
    for line in lines if set(lines) - set(before or ()) else ():
        click.echo(line, err=True)
    if report_file and reading:
        write_whole(report_file, json.dumps(report_row(report, reading), ensure_ascii=False, indent=1).encode())
    return lines


@contextmanager
def _watching(settings: Settings, paths: Sequence[Path], watch: bool) -> Iterator[Watch | None]:
    """The changes of what is indexed, from before it is read the first time; None where nobody asked for them."""
    if not watch:
        yield None
        return
    from searchapp.archive.indexing import refuse_places, set_apart
    from searchapp.ingest.files.watching import Watch

    given = list(paths) or [settings.corpus]
    refuse_places(given, settings.place, data=settings.data)
    apart = set_apart(settings.place, settings.data)
    with Watch(given, apart=apart, say=partial(click.echo, err=True)) as changes:
        yield changes


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@common
@reading
@click.option(
    "--scheduler", required=True, metavar="ADDRESS", help="Where the Dask scheduler is: tcp://HOST:8786."
)
def enrich(paths: tuple[Path, ...], scheduler: str, **options: Any) -> None:
    """Have other machines find the names and statements of stories [corpus], for `index` to take them in.

    The stories are sent to the workers of that scheduler. What was found before is not done again. Ctrl-C or
    SIGTERM keeps what was found; run it again to go on.
    """
    from searchapp.archive.indexing.enriching import lines, summary

    with archive_of(options) as archive, stoppable(KEEPING) as stop, progress_bar() as progress:
        report = archive.enrich(
            paths, scheduler=scheduler, progress=progress, stop=stop, say=partial(click.echo, err=True)
        )
    click.echo(summary(report))
    tell_all(lines(report))
    if report.reading.refused:
        sys.exit(1)


@main.command()
@click.argument("path", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl")
@reading
@common
def extract(path: Path, form: str, **options: Any) -> None:
    """Print the names and statements found in stories, one JSON object a story; no index is written.

    PATH is a file or folder; - takes one story's text, or JSON Lines, from standard input. For an input without a
    text, and one that can't be read, the object is empty but for `error`.
    """
    from searchapp.archive.indexing.finding import finder
    from searchapp.archive.indexing.given_stories import choices_of, limits_of, stories_of
    from searchapp.archive.indexing.run_report import Report, grouped, left_out_lines, note_lines
    from searchapp.formats.interchange import extraction
    from searchapp.ingest.language import with_language

    settings = settings_of(options)
    report = Report()
    with finder(settings) as finding:
        tell(finding.notice)
        found = stories_of(path, report, limits_of(settings), choices_of(settings))
        for story in finding.pipe(map(with_language, found)):
            click.echo(json.dumps(extraction(story), ensure_ascii=False))
    for failure in report.failures:
        nothing = {"id": failure.name, "mentions": [], "statements": [], "error": failure.reason}
        click.echo(json.dumps(nothing, ensure_ascii=False))
        click.echo(f"{failure.name} {failure.place}".rstrip() + f": {failure.reason}", err=True)
    for line in left_out_lines(grouped(report.left_out)):
        click.echo(line, err=True)
    for line in note_lines(report.notes):
        click.echo(line, err=True)
