"""The commands that serve the pages: `serve` and `demo`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchapp.cli.options import common, serving
from searchapp.cli.program import main, settings_of
from searchapp.cli.progress import progress_bar
from searchapp.errors import IndexRefused, NotFound
from searchapp.text.wording import count_of

if TYPE_CHECKING:
    from searchapp.config import Settings


@main.command()
@common
@serving
def serve(**options: Any) -> None:
    """Serve the search page; on an address that others reach, with --public.

    When told to end (Ctrl-C, SIGTERM) it answers first what was asked before; told again, it ends at once.
    """
    from searchapp.web.serving.server import run

    run(settings_of(options), say=click.echo)


@main.command()
@common
@serving
def demo(**options: Any) -> None:
    """Index the stories that come with the program, if that is still to be done, and serve them."""
    from searchapp.archive.open_archive import Archive
    from searchapp.web.serving.reach import guarded
    from searchapp.web.serving.server import run

    settings = settings_of(options)
    guarded(settings)
    corpus = [demo_corpus(settings)]
    with Archive(settings) as archive, progress_bar() as progress:
        try:
            report = archive.index(corpus, progress=progress)
        except IndexRefused as refused:
            click.echo(f"{refused.message} The stories of the demo are indexed anew.", err=True)
            report = archive.index(corpus, progress=progress, rebuild=True)
    assert report.status is not None
    found = f"{count_of('story', report.status.stories)} and {count_of('statement', report.status.statements)}"
    click.echo(f"{found} of invented outlets.")
    run(settings, say=click.echo)


_PACKAGE = Path(__file__).parent.parent


def demo_corpus(settings: Settings) -> Path:
    """The folder of the demo's stories; its names are copied to the data folder where that has none yet."""
    from searchapp.curation.authority_file import FILE_NAME

    for folder in (settings.corpus, _PACKAGE.parent / "corpus", _PACKAGE / "corpus"):
        if folder.is_dir():
            names = folder / FILE_NAME
            if names.is_file() and not (settings.data / FILE_NAME).exists():
                settings.data.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(names, settings.data / FILE_NAME)
            return folder
    raise NotFound("The demo's stories are not here.", hint="Index your own: searchapp index PATH…")
