"""The commands that take saved queries along, and take them in: `saved export` and `saved import`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from searchapp.cli.options import common
from searchapp.cli.program import archive_of, main, tell_all
from searchapp.system.disk import in_words
from searchapp.text.wording import count, number


@main.group()
def saved() -> None:
    """Write all saved queries to one file, or add those of such a file."""


@saved.command("export")
@click.argument("file", type=click.File("wb", lazy=True, atomic=True), default="-")
@common
def export_saved(file: Any, **options: Any) -> None:
    """Write all saved queries to FILE, as JSON; without one to standard output."""
    from searchapp.archive.saved_queries.exchange import to_json

    kept = archive_of(options).saved
    file.write(to_json(kept.all()).encode())
    tell_all(kept.notices())


@saved.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@common
def import_saved(file: Path, **options: Any) -> None:
    """Add the saved queries of FILE; what is there stays, and what they find now counts as seen."""
    from searchapp.archive.saved_queries.exchange import read_json
    from searchapp.web.saved.taking import take_in

    with in_words(f"{file} can't be read"):
        read = read_json(file.read_bytes())
    archive = archive_of(options)
    with archive, archive.lease() as index:
        taken = take_in(archive.saved, index, read.entries, archive.authority, now=datetime.now(UTC))
    added = count(len(taken.added), "saved query was added", "saved queries were added")
    click.echo(f"{added}; {number(len(taken.there))} had been there.")
    tell_all(f"Number {n} can't be read and was left out. {wrong}" for n, wrong in read.unread)
    if read.unread:
        click.get_current_context().exit(1)
