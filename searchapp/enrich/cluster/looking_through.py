"""What a worker of a cluster runs: it takes and gives plain values, so that one of another version can say so."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec

from searchapp.enrich import Enricher, open_enricher
from searchapp.enrich.run.memory import FORM, packed
from searchapp.enrich.run.workers import finder_version
from searchapp.model import Story
from searchapp.text.wording import shorten

_REASON = 200


@cache
def program_of(model: str) -> str:
    """By what this process finds: two that say the same find the same."""
    spacy = f"spaCy {version('spacy')}" if find_spec("spacy") else "no spaCy"
    return f"{finder_version(model)} ({spacy}, form {FORM})"


def shard_of(stories: Sequence[Story]) -> bytes:
    """Stories as they are sent: all that what is found in them depends on, and no more."""
    rows = [(s.title, s.text, s.outlet, s.language) for s in stories]
    return zlib.compress(json.dumps(rows).encode(), 1)


def look_through(shard: bytes, model: str, program: str) -> list[bytes] | str:
    """What is found in each story of a shard, as it is remembered; or why that can't be told.

    An error is a text: one that is sent as it is may not arrive, if only because its traceback is long.
    """
    if program_of(model) != program:
        return f"it is looked through by {program_of(model)}, and not by {program}"
    work = _thread().submit(_found, shard, model)
    if error := work.exception():
        return f"the program fails on it ({type(error).__name__}: {shorten(str(error), _REASON)})"
    return work.result()


def _found(shard: bytes, model: str) -> list[bytes]:
    rows = json.loads(zlib.decompress(shard))
    stories = [Story("", text, title, outlet=outlet, language=language) for title, text, outlet, language in rows]
    return [packed(story) for story in _enricher(model).pipe(stories)]


@cache
def _thread() -> ThreadPoolExecutor:
    """The one thread of this process that the model works in, however many ask it."""
    return ThreadPoolExecutor(1, "enricher")


@cache
def _enricher(model: str) -> Enricher:
    return open_enricher(model)
