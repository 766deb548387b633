"""What every engine is: an Index that answers and a Builder that writes. Each is a package beside this.

The two are apart, so that a process that serves never holds the writer's lock. A build is written beside
the live index and shown by `publish`; until then, and after a failure, the old one answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from searchapp.curation.decisions import Decisions
from searchapp.model import Record, Story
from searchapp.query.request import SearchRequest
from searchapp.query.result import FacetCounts, Hit, SearchResult


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What an index holds, as its manifest says."""

    engine: str
    generation: str
    built: str
    stories: int
    statements: int
    enrichment: str
    size: int


class Index(Protocol):
    """A published index; safe to share between threads. `generation` changes with every publish.

    An index that was just opened is under no decisions.
    """

    generation: str
    decisions: Decisions

    def search(self, request: SearchRequest) -> SearchResult:
        """The answer to a request; never raises on any node that `parse` can give."""
        ...

    def count(self, request: SearchRequest) -> int:
        """The total of a request, without the rest."""
        ...

    def ranking(self, request: SearchRequest) -> list[tuple[str, float]]:
        """(record id, score) of the hits in the order of the request, `limit` of them from `offset` on."""
        ...

    def stories_found(self, request: SearchRequest) -> list[str]:
        """The stories that all hits of a request are or stand in, each once, in the order of the request."""
        ...

    def hits(self, request: SearchRequest, ids: Iterable[str]) -> list[Hit]:
        """The named records as hits of a request, in the order given; unknown ids are left out."""
        ...

    def facet_values(self, request: SearchRequest, key: str, *, contains: str = "") -> FacetCounts:
        """All values of one facet for a request, those whose label has `contains` in it (folded)."""
        ...

    def story(self, story_id: str) -> Story | None:
        """A whole story, with what was found in it."""
        ...

    def story_ids(self) -> list[str]:
        """Every story's id, sorted."""
        ...

    def status(self) -> IndexStatus:
        """What the index holds."""
        ...

    def with_decisions(self, decisions: Decisions) -> Index:
        """The same open index under these decisions, in place of those it was under.

        Facet values go by the preferred names; statements and stories are as corrected. Made in milliseconds
        where only names differ. Both share their files: closing either closes both.
        """
        ...

    def close(self) -> None:
        """Let go of the files; a closed index answers nothing."""
        ...


class Builder(Protocol):
    """One write to an index: add and remove stories, publish; leaving without publish changes nothing."""

    @property
    def fingerprints(self) -> Mapping[str, str]:
        """Story id -> fingerprint of every story that is in the index so far."""
        ...

    def add(self, story_records: Iterable[Record], *, fingerprint: str) -> None:
        """A story's records, in place of any that the story had."""
        ...

    def keep(self, story_id: str, *, fingerprint: str) -> None:
        """Leave a story's records as they are, under another fingerprint."""
        ...

    def remove(self, story_id: str) -> None:
        """Take a story and its statements out."""
        ...

    def publish(self) -> IndexStatus:
        """Make the new state the one that answers."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


ANSWERS_KEPT = 256
"""Results of the requests asked last that an index keeps: a start page, a saved query that many follow."""


def open_index(directory: Path, *, answers_kept: int = ANSWERS_KEPT) -> Index:
    """The index that answers now; IndexMissing or IndexRefused, each with its remedy, where there is none."""
    from searchapp.engines.whoosh.index import WhooshIndex

    return WhooshIndex.open(directory, answers_kept=answers_kept)


def open_builder(directory: Path, *, enrichment: str, rebuild: bool = False) -> Builder:
    """A write to the index in a directory, made where it is absent; IndexLocked while another one writes.

    `enrichment` names what found the mentions and statements; `rebuild` starts from nothing.
    """
    from searchapp.engines.whoosh.write.builder import WhooshBuilder

    return WhooshBuilder.begin(directory, enrichment=enrichment, rebuild=rebuild)


def refuse_foreign(directory: Path) -> None:
    """Raise IndexRefused, with the remedy, where a folder holds anything but an index; nothing is touched."""
    from searchapp.engines.whoosh.disk.folder import refuse_foreign as refuse

    refuse(directory)


def is_index(folder: Path) -> bool:
    """Whether a folder is an index of this program, or a part of one, of whatever version."""
    from searchapp.engines.whoosh.disk.folder import is_index as is_one

    return is_one(folder)


def remembered(directory: Path) -> dict[str, str]:
    """Story id -> fingerprint in the index that is there, of whatever version; nothing where it can't be read."""
    from searchapp.engines.whoosh.disk.generation import remembered as read

    return read(directory)


def current_generation(directory: Path) -> str | None:
    """The generation that a directory shows now, without opening it; None where there is none."""
    from searchapp.engines.whoosh.disk.generation import current

    return current(directory)


def verify(directory: Path) -> list[str]:
    """What is wrong with the files of the index that answers, a line each; empty when all hashes agree."""
    from searchapp.engines.whoosh.disk.generation import verify as verify_files

    return verify_files(directory)
