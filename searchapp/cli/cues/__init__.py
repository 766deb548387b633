"""The command that says in what accounts of one event may differ: `cues`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from searchapp.cli.comparing import compared
from searchapp.cli.options import common
from searchapp.cli.program import archive_of, main
from searchapp.errors import NotFound

if TYPE_CHECKING:
    from searchapp.archive.open_archive import Archive
    from searchapp.compare.cues.cue import Cue, Side
    from searchapp.model import Story


@main.command()
@click.argument("of", metavar="[EVENT | ID ID…]", nargs=-1)
@common
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: a cue, with where it stands.")
def cues(of: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Print in what the accounts of an event, of chosen stories, or of every event may differ.

    Each is found by a rule from the words of two sentences; which of them is right is not said.
    """
    with compared(archive_of(options)) as archive:
        for event, chosen in _asked(archive, of):
            with archive.lease() as index:
                found = index.stories(chosen)
            stories = {story: found[story] for story in chosen if story in found}
            if missing := [story for story in of if len(of) > 1 and story not in stories]:
                raise NotFound(f"There is no story {missing[0]} in this archive.", hint="`search` lists ids.")
            for cue in _cues(archive, event, list(stories.values())):
                if as_json:
                    click.echo(json.dumps(_as_object(archive, cue, stories, event), ensure_ascii=False))
                else:
                    click.echo(_printed(cue, stories))


def _asked(archive: Archive, of: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The events that are asked for by their slugs, each with its stories; "" for chosen stories."""
    known = archive.compared.current()[0]
    if len(of) > 1:
        yield "", tuple(dict.fromkeys(of))
        return
    if not of:
        yield from ((event.slug, event.stories) for event in known.events.values())
        return
    event = known.event(of[0])
    if event is None:
        raise NotFound(f"There is no event {of[0]} in this archive.", hint="Give two stories' ids, or an event.")
    yield event.slug, event.stories


def _cues(archive: Archive, event: str, stories: Sequence[Story]) -> tuple[Cue, ...]:
    from searchapp.compare.cues.find import cues

    shared = archive.compared.pairs_among(story.id for story in stories)
    return archive.compared.details(event, stories, shared).cues if event else cues(stories, shared)


def _as_object(archive: Archive, cue: Cue, stories: dict[str, Story], event: str) -> dict[str, object]:
    """A cue as it is printed and read by programs."""
    said = archive.verdicts.required().of(cue.key)
    return {
        "cue": cue.key,
        "kind": cue.kind,
        "rule": cue.rule,
        "what": cue.what,
        "event": event or None,
        "a": _side(cue.a, stories),
        "b": _side(cue.b, stories),
        "verdict": said.answer if said else None,
        "note": said.note if said else "",
    }


def _side(side: Side, stories: dict[str, Story]) -> dict[str, object]:
    return {
        "story": side.story,
        "sentence": list(side.sentence),
        "words": [list(span) for span in side.words],
        "text": stories[side.story].text[slice(*side.sentence)],
    }


def _printed(cue: Cue, stories: dict[str, Story]) -> str:
    """A cue for a reader."""
    lines = [f"{cue.what}: {cue.rule}"]
    for side in (cue.a, cue.b):
        story = stories[side.story]
        lines.append(f"    {story.outlet or 'unknown outlet'} · {story.id}")
        lines.append(f"    {story.text[slice(*side.sentence)]}")
    return "\n".join(_printable(line) for line in lines) + "\n"


def _printable(line: str) -> str:
    """A line without control characters, which could drive a terminal."""
    return "".join(c if c.isprintable() else " " for c in line)
