"""Keeps tags in the data folder: one JSON object a line, appended, good for git.

A line gives a story a tag, or with "drop" takes it away: {"when", "story", "tag"}. What can't be read is left out
and reported.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from searchapp.collections.tags import Tags, tag_of
from searchapp.errors import BadRequest
from searchapp.system.disk import writing
from searchapp.system.line_file import append_lines, left_out, lines_of

FILE_NAME = "tags.jsonl"


@dataclass(frozen=True, slots=True)
class TagFile:
    """The tags in force, and what is to be said of lines that were left out; "" where there are none."""

    tags: Tags = Tags()
    notice: str = ""


def read_tags(path: Path) -> TagFile:
    """What the file holds; nothing where there is none. ConfigError where it can't be read at all."""
    tags: dict[str, dict[str, None]] = {}
    damaged: list[str] = []
    for number, raw in lines_of(path):
        try:
            row = json.loads(raw)
            story, tag, drop = row["story"], tag_of(row["tag"]), row.get("drop", False)
            if not isinstance(story, str) or not story or not tag:
                raise ValueError
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            damaged.append(f"line {number}")
            continue
        if drop:
            tags.get(story, {}).pop(tag, None)
        else:
            tags.setdefault(story, {})[tag] = None
    return TagFile(
        Tags({story: tuple(given) for story, given in tags.items() if given}), left_out("tags", damaged)
    )


def put_tag(path: Path, story_id: str, tag: str, *, drop: bool = False) -> None:
    """Give a story a tag, or take it away; what is so already stays. DiskError leaves the file as it was."""
    tag = tag_of(tag)
    if not tag or not tag.isprintable():
        raise BadRequest("A tag needs a word.", hint="Type one that can be printed.")
    with writing(path) as target:
        if (tag in read_tags(target).tags.of(story_id)) != drop:
            return
        row = {"when": datetime.now(UTC).isoformat(timespec="seconds"), "story": story_id, "tag": tag}
        line = json.dumps(row | ({"drop": True} if drop else {}), ensure_ascii=False)
        append_lines(target, [line.encode("utf-8")])
