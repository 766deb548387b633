"""The commands that read stories: `index` and `extract`."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from searchapp.cli.options import common, reading
from searchapp.cli.program import archive_of, main, settings_of, tell
from searchapp.cli.progress import progress_bar, stoppable


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
def index(
    paths: tuple[Path, ...], no_enrich: bool, enrich: str, rebuild: bool, strict: bool, **options: Any
) -> None:
    """Bring the index up to date with files and folders of stories [corpus].

    Unchanged stories are not done again. Ctrl-C or SIGTERM publishes what was done; run it again to go on.
    """
    from searchapp.archive.indexing.run_report import remarks, summary
    from searchapp.archive.reading import reading_lines, reading_now, report_row
    from searchapp.system.disk import write_whole

    archive = archive_of(options)
    words_first = enrich == "later"
    with archive, progress_bar() as progress, stoppable() as stop:
        run = partial(
            archive.index,
            paths,
            prune=options["prune"],
            progress=progress,
            stop=stop,
            say=partial(click.echo, err=True),
        )
        report = run(enrich=not (no_enrich or words_first), rebuild=rebuild, words_first=words_first)
        if words_first and not no_enrich and not report.interrupted:
            click.echo(summary(report, archive.settings.place))
            same_ids = report.same_ids
            report = run()
            report.same_ids = same_ids + report.same_ids
    click.echo(summary(report, archive.settings.place))
    reading = reading_now(archive.settings.place)
    for line in reading_lines(reading):
        click.echo(f"  {line}")
    for line in remarks(report):
        click.echo(line, err=True)
    if report_file := options["report_file"]:
        write_whole(report_file, json.dumps(report_row(report, reading), ensure_ascii=False, indent=1).encode())
    if not report.is_done or (strict and not report.is_complete):
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
