"""What a worker of a cluster runs: it takes and gives plain values, so that one of another version can say so."""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec

from searchapp.enrich import Enricher, open_enricher
from searchapp.enrich.run.memory import FORM, packed
from searchapp.enrich.run.workers import finder_version
from searchapp.errors import ConfigError
from searchapp.model import Story

_one_at_a_time = threading.Lock()
"""The model is for one thread; a worker may have several."""


@cache
def program_of(model: str) -> str:
    """By what this process finds: two that say the same find the same."""
    spacy = f"spaCy {version('spacy')}" if find_spec("spacy") else "no spaCy"
    return f"{finder_version(model)} ({spacy}, form {FORM})"


def shard_of(stories: Sequence[Story]) -> bytes:
    """Stories as they are sent: all that what is found in them depends on, and no more."""
    rows = [(s.title, s.text, s.outlet, s.language) for s in stories]
    return zlib.compress(json.dumps(rows).encode(), 1)


def look_through(shard: bytes, model: str, program: str) -> list[bytes]:
    """What is found in each story of a shard, as it is remembered; ConfigError where this is another program."""
    if program_of(model) != program:
        raise ConfigError(f"Names and statements are found by {program_of(model)} here, and not by {program}.")
    rows = json.loads(zlib.decompress(shard))
    stories = [Story("", text, title, outlet=outlet, language=language) for title, text, outlet, language in rows]
    with _one_at_a_time:
        return [packed(story) for story in _enricher(model).pipe(stories)]


@cache
def _enricher(model: str) -> Enricher:
    return open_enricher(model)
