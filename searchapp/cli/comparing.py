"""The commands that compare stories with each other: `copies`, `events` and `related`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from searchapp.cli.options import common
from searchapp.cli.program import archive_of, main, tell_all
from searchapp.cli.progress import progress_bar, stoppable
from searchapp.text.wording import day_of, shorten

if TYPE_CHECKING:
    from searchapp.archive.open_archive import Archive
    from searchapp.compare.compared import Pair, Reason
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
    from searchapp.formats.compared_json import pair_to_json

    with compared(archive_of(options)) as archive:
        pairs = archive.compared.all_pairs()
        if as_json:
            for pair in pairs:
                click.echo(json.dumps(pair_to_json(pair), ensure_ascii=False))
            return
        with archive.lease() as index:
            while some := list(islice(pairs, _PAIRS_AT_ONCE)):
                stories = index.stories({story for pair in some for story in (pair.a, pair.b)})
                for pair in some:
                    if pair.a in stories and pair.b in stories:
                        click.echo("\n".join(_lines(pair, stories[pair.a], stories[pair.b])))


@main.command()
@common
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line: an event and the ids of its stories."
)
def events(as_json: bool, **options: Any) -> None:
    """Print which stories tell of one event, and why each is taken to."""
    from searchapp.formats.compared_json import event_with_reasons

    with compared(archive_of(options)) as archive, archive.lease() as index:
        found = archive.compared.current()[0].events.values()
        for event in sorted(found, key=lambda event: (event.since or date.min, event.slug)):
            stories, reasons = index.stories(event.stories), archive.compared.reasons(event.slug)
            if as_json:
                click.echo(json.dumps(event_with_reasons(event, stories.values(), reasons), ensure_ascii=False))
                continue
            click.echo(f"{_printable(event.called)}\n    {event.slug}")
            for story in stories.values():
                click.echo(_indented(f"{_shown(story)}\n    {_printable(in_words(reasons.get(story.id, ())))}"))
            click.echo("")


@main.command()
@click.argument("story_id", metavar="ID")
@common
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="A list of objects, the most like first.")
def related(story_id: str, limit: int, as_json: bool, **options: Any) -> None:
    """Print the stories that are most like a story, of whatever day, and what they have in common."""
    from searchapp.errors import NotFound
    from searchapp.formats.compared_json import related_to_json

    with compared(archive_of(options)) as archive, archive.lease() as index:
        found = archive.compared.related(story_id, most=limit)
        stories = index.stories([story_id, *(other.story for other in found)])
    if story_id not in stories:
        raise NotFound(f"There is no story “{story_id}”.", hint="`searchapp search` prints the ids of stories.")
    told = [(other, stories[other.story]) for other in found if other.story in stories]
    if as_json:
        click.echo(json.dumps([related_to_json(*one) for one in told], ensure_ascii=False, indent=1))
        return
    for other, story in told:
        click.echo(f"{_shown(story)}\n    {other.score:.2f}  {_printable(in_words(other.reasons))}\n")


@contextmanager
def compared(archive: Archive) -> Iterator[Archive]:
    """An archive whose stories were compared, those too that came since the last time."""
    with archive, stoppable(STOPPING) as stop:
        tell_all(archive.notices())
        with progress_bar() as progress:
            archive.compare(progress=progress, stop=stop, say=partial(click.echo, err=True))
        if stop():
            raise SystemExit(130)
        yield archive


def in_words(reasons: Sequence[Reason]) -> str:
    """What stories have in common, as a line."""
    said = {"copy": "shares copy with {}", "reader": "as a reader decided", "day": "same day: {}"}
    return "; ".join(
        said.get(kind, "{}").format(day_of(what) if kind == "day" else what) for kind, what in reasons
    )


def _indented(lines: str) -> str:
    return "\n".join(f"    {line}" for line in lines.split("\n"))


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
