"""The commands that compare stories with each other: `copies`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from searchapp.cli.options import common
from searchapp.cli.program import archive_of, main, tell_all
from searchapp.cli.progress import progress_bar, stoppable
from searchapp.text.wording import shorten

if TYPE_CHECKING:
    from searchapp.archive.open_archive import Archive
    from searchapp.compare.compared import Pair
    from searchapp.model import Story

STOPPING = "\nStopping: what was found before stays as it was."
_PAIRS_AT_ONCE = 100
_WIDTH = 100


@main.command()
@common
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: a pair, with the offsets of each.")
def copies(as_json: bool, **options: Any) -> None:
    """Print which stories share passages, edited or not, and which repeat their own.

    Offsets are in code points of each story's text; the shares are parts of each story's own words.
    """
    with compared(archive_of(options)) as archive:
        pairs = archive.compared.all_pairs()
        if as_json:
            for pair in pairs:
                click.echo(json.dumps(as_object(pair), ensure_ascii=False))
            return
        with archive.lease() as index:
            while some := list(islice(pairs, _PAIRS_AT_ONCE)):
                stories = index.stories({story for pair in some for story in (pair.a, pair.b)})
                for pair in some:
                    if pair.a in stories and pair.b in stories:
                        click.echo("\n".join(_lines(pair, stories[pair.a], stories[pair.b])))


@contextmanager
def compared(archive: Archive) -> Iterator[Archive]:
    """An archive whose stories were compared, those too that came since the last time."""
    with archive, stoppable(STOPPING) as stop:
        tell_all(archive.notices())
        with progress_bar() as progress:
            archive.compare(progress=progress, stop=stop)
        if stop():
            raise SystemExit(130)
        yield archive


def as_object(pair: Pair) -> dict[str, object]:
    """A pair as it is printed and read by programs."""
    return {
        "a": pair.a,
        "b": pair.b,
        "share_a": pair.share_a,
        "share_b": pair.share_b,
        "passages": [{"a": list(passage.a), "b": list(passage.b)} for passage in pair.passages],
    }


def _lines(pair: Pair, a: Story, b: Story) -> Iterator[str]:
    """A pair for a reader: the stories, how much of each, and how each passage begins."""
    yield _shown(a) if pair.a == pair.b else f"{_shown(a)}\n{_shown(b)}"
    number = len(pair.passages)
    passages = f"{number} passage{'' if number == 1 else 's'}"
    if pair.a == pair.b:
        yield f"    repeats {passages} of its own:"
    else:
        yield f"    share {passages}: {pair.share_a:.0%} of the first, {pair.share_b:.0%} of the second"
    for passage in pair.passages:
        yield f"    · {_printable(shorten(a.text[slice(*passage.a)], _WIDTH))}"
    yield ""


def _shown(story: Story) -> str:
    day = story.published.isoformat() if story.published else "no date"
    title = _printable(story.title or "(untitled)")
    return f"{title}\n    {_printable(story.outlet or 'unknown outlet')} · {day} · {_printable(story.id)}"


def _printable(text: str) -> str:
    """On one line, without control characters, which could drive a terminal."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
