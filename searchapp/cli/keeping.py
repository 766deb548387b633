"""The commands that look after an archive: `status`, `verify`, `verify-dossier`, `backup`, `restore`, `move`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from searchapp.cli.options import common
from searchapp.cli.program import archive_of, main, settings_of, tell
from searchapp.cli.progress import progress_bar, stoppable
from searchapp.errors import NotFound
from searchapp.text.wording import count, count_of


@main.command()
@common
@click.option("--json", "as_json", is_flag=True)
def status(as_json: bool, **options: Any) -> None:
    """Say what the index holds, and how its names and statements were found."""
    from searchapp.archive.data_notices import data_notices
    from searchapp.archive.reading import not_taken_lines, reading_lines, reading_of
    from searchapp.engines import open_index
    from searchapp.provenance import enrichment_notice

    settings = settings_of(options)
    engine = open_index(settings.place)
    found = engine.status()
    notice = enrichment_notice(found.enrichment)
    said = data_notices(settings.data)
    reading = reading_of(engine, settings.place)
    if as_json:
        row = {
            **asdict(found),
            "notice": notice,
            "data": said,
            "doubts": reading.doubts,
            "reading": asdict(reading),
        }
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    click.echo(f"{settings.place}: {count_of('story', found.stories)}, {count_of('statement', found.statements)}")
    click.echo(f"  built       {found.built} (generation {found.generation})")
    click.echo(f"  enrichment  {found.enrichment}")
    click.echo(f"  size        {found.size / 1e6:,.1f} MB, engine {found.engine}")
    for kind, number in reading.doubts.items():
        click.echo(f'  doubtful    {kind}: {number:,}, listed by `searchapp search --doubt "{kind}"`')
    for line in reading_lines(reading):
        click.echo(f"  {line}")
    for line in not_taken_lines(reading.not_taken):
        click.echo(f"  {line}")
    for line in (notice, *said):
        tell(line)


@main.command()
@common
def verify(**options: Any) -> None:
    """Check whether the index is as it was built, each part of it against its hash."""
    from searchapp.engines import verify as verify_files

    settings = settings_of(options)
    wrong = verify_files(settings.place)
    for line in wrong:
        click.echo(line, err=True)
    if wrong:
        raise NotFound(f"The index {settings.place} is damaged.", hint="Build it anew: searchapp index --rebuild")
    click.echo(f"{settings.place}: all is as it was built.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@common
def verify_dossier(file: Path, **options: Any) -> None:
    """Check a dossier (the page or the ZIP file) against itself, and against the archive."""
    from searchapp.archive.dossiers import check_archive
    from searchapp.collections.dossier_file import check_itself, read_dossier
    from searchapp.engines import ENGINES
    from searchapp.errors import IndexMissing

    dossier = read_dossier(file)
    found = list(check_itself(dossier))
    try:
        with archive_of(options) as archive, archive.lease() as index:
            found += check_archive(dossier, index)
    except IndexMissing:
        if any(options[row.setting] for row in ENGINES.values()):
            raise
        tell("Not compared with an archive: there is none here. Name one with --index.")
    for well, line in found:
        click.echo(line, err=not well)
    if wrong := sum(not well for well, _ in found):
        told = count(wrong, "thing is", "things are")
        raise NotFound(f"{file}: {told} not as the dossier has it.", hint="The lines above say which.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@common
def backup(file: Path, **options: Any) -> None:
    """Write all that users made (saved queries, names, corrections, tags, collections) to one .tar.gz file."""
    from searchapp.archive.backup import write_backup
    from searchapp.archive.data_notices import data_notices

    settings = settings_of(options)
    for line in data_notices(settings.data):
        tell(line)
    written = write_backup(settings.data, file)
    for line in written.left_out:
        tell(f"Left out: {line}.")
    click.echo(f"{file}: {count(written.files, 'file', 'files')} of {settings.data}.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@common
def restore(file: Path, **options: Any) -> None:
    """Bring back what `backup` wrote; what is in the data folder now is moved aside, not lost."""
    from searchapp.archive.backup import restore_backup

    settings = settings_of(options)
    restored, aside = restore_backup(file, settings.data)
    click.echo(
        f"{settings.data}: {count(restored, 'file', 'files')} restored."
        + (f" What was there is in {aside}." if aside else "")
    )


@main.command()
@click.option("--to", required=True, metavar="PLACE", help="A folder, or https://host:9200/archive on a cluster.")
@click.option("--replace", is_flag=True, help="Replace other stories that lie there.")
@common
def move(to: str, replace: bool, **options: Any) -> None:
    """Bring the archive to another place, of whatever engine, and look whether it answers alike there.

    The archive stays where it is, and what users made stays in the data folder: it holds in both places.
    """
    from searchapp.archive.indexing.moving import move as move_to
    from searchapp.config import place_at
    from searchapp.engines import row_of

    settings, target = settings_of(options), place_at(to)
    with progress_bar() as progress, stoppable("\nStopping: nothing will show in the other place.") as stop:
        moved = move_to(settings.place, target, settings.data, replace=replace, progress=progress, stop=stop)
    if moved is None:
        raise click.exceptions.Exit(1)
    told = count_of("story", moved.stories)
    click.echo(f"{target}: {told} ({moved.written:,} written now); it answers as {settings.place} does.")
    click.echo("To use it from now on, put into searchapp.toml:")
    click.echo(f'  engine = "{target.engine}"\n  {row_of(target.engine).setting} = "{target}"')
