"""What every engine is: an Index that answers and a Builder that writes. Each is a package beside this, a row of
`ENGINES`, and knows its index by an address: whoever asks names a `Place` and never an engine.

The two are apart, so that a process that serves never holds the writer's lock. A build is written beside
the live index and shown by `publish`; until then, and after a failure, the old one answers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self, cast

from searchapp.curation.bearers import Resolution
from searchapp.curation.decisions import Decisions
from searchapp.errors import ConfigError
from searchapp.model import Record, Story
from searchapp.query.request import Beginning, SearchRequest
from searchapp.query.result import FacetCounts, Hit, SearchResult, Spelling


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


@dataclass(frozen=True, slots=True)
class Changed:
    """Which stories were written or taken out since a generation; `added` had not been there then."""

    added: frozenset[str] = frozenset()
    altered: frozenset[str] = frozenset()

    @property
    def stories(self) -> frozenset[str]:
        """All of them."""
        return self.added | self.altered


class Index(Protocol):
    """A published index; safe to share between threads. `generation` changes with every publish.

    Each method is one call to the engine, however many questions it takes. An index that was just opened is
    under no decisions. `resolutions` are the program's own, where these ask for them. What stands last, from
    `pending` on, is there for every engine that inherits this.
    """

    generation: str
    decisions: Decisions
    resolutions: Sequence[Resolution]

    def search_many(self, requests: Sequence[SearchRequest]) -> list[SearchResult]:
        """The answers to many requests in one call; never raises on any node that `parse` can give."""
        ...

    def counts(self, requests: Sequence[SearchRequest]) -> list[int]:
        """The totals of many requests in one call, without the rest."""
        ...

    def ranking(self, request: SearchRequest) -> list[tuple[str, float]]:
        """(record id, score) of the hits in the order of the request, `limit` of them from `offset` on."""
        ...

    def stories_found(self, requests: Sequence[SearchRequest]) -> list[list[str]]:
        """For each request the stories that all its hits are or stand in, each once, in the request's order."""
        ...

    def hits(self, request: SearchRequest, ids: Iterable[str]) -> list[Hit]:
        """The named records as hits of a request, in the order given; unknown ids are left out."""
        ...

    def facet_values(self, request: SearchRequest, key: str, *, contains: str = "") -> FacetCounts:
        """All values of one facet for a request, those whose label has `contains` in it (folded)."""
        ...

    def beginnings(self, asked: Sequence[Beginning], *, most: int) -> list[tuple[Spelling, ...]]:
        """For each the words of stories that begin so, or the values of its facet in whose name a word does.

        They are as stories write them, with the stories that have each; those that most have first.
        """
        ...

    def stories(self, ids: Iterable[str]) -> dict[str, Story]:
        """Whole stories by id, with what was found in them, in one call; unknown ids are left out."""
        ...

    def story_ids(self) -> list[str]:
        """Every story's id, sorted."""
        ...

    def status(self) -> IndexStatus:
        """What the index holds."""
        ...

    def with_decisions(self, decisions: Decisions, *, trial: bool = False) -> Index:
        """The same open index under these decisions, in place of those it was under.

        Facet values go by the preferred names, then by what the program resolved; statements and stories are as
        corrected. Made in milliseconds where only names differ. Both share their files: closing either closes
        both. A trial is a look at what these decisions would give: nothing of it is kept.
        """
        ...

    def close(self) -> None:
        """Let go of files or connections; a closed index raises ValueError whatever it is asked."""
        ...

    @property
    def pending(self) -> str:
        """What of the decisions is still being applied, as a sentence; "" where all is. Known without asking."""
        return ""

    def changed(self, since: str) -> Changed | None:
        """What came and went since a generation, its own or an earlier one; None where that is not known.

        Known without asking. An engine that never tells says None of its own generation as well.
        """
        return None

    def found_among(
        self, requests: Sequence[SearchRequest], stories: Collection[str]
    ) -> list[tuple[str, ...] | None]:
        """For each request which records of these stories it finds, in no order.

        None where it might find other records of other stories if these were not there, or that is not known: so
        all is None of an engine that has no better answer. Unknown ids are of stories that were taken out.
        """
        return [None] * len(requests)

    def search(self, request: SearchRequest) -> SearchResult:
        """The answer to one request."""
        return self.search_many([request])[0]

    def count(self, request: SearchRequest) -> int:
        """The total of one request."""
        return self.counts([request])[0]

    def story(self, story_id: str) -> Story | None:
        """One whole story, where it is there."""
        return self.stories([story_id]).get(story_id)


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


GAPS: Mapping[str, str] = {
    "beginnings": "tell which words and names begin so",
    "contains": "find values of a facet by a part of their name, case and accents aside",
    "crosstab": "count two facets, or a facet and the days, against each other",
    "decisions": "answer under a names file and corrections",
    "folding": "list stories that are printed nearly word for word elsewhere too once",
    "left out": "count a value that is left out, and those beside it, as choosing each would",
    "near": "look for words at most so many words apart",
    "prefix": "look for the beginning of a word",
    "ranking": "score by BM25 over titles and texts",
    "spelling": "tell which words are spelled nearly like one that hardly any story has",
    "spellings": "take spellings of a name that differ in case, accents or dots as one value",
    "timeline": "count by days, weeks, months or years, whichever fits",
    "widening": "do without some of the words where no record has them all",
}
"""What an engine may declare that it can't do, by the word under which the contract's tests are skipped."""


@dataclass(frozen=True, slots=True)
class Access:
    """By what an engine lets this program in; its secrets are in nothing that is printed.

    A user with a password, or a token, or neither; `ca_file` has the certificates that are trusted.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an index is: the engine that answers there, and the address by which that engine knows it."""

    engine: str
    address: str
    access: Access = field(default=Access(), repr=False)

    def __str__(self) -> str:
        return self.address


class Engine(Protocol):
    """What the package of an engine gives as `ENGINE`. The places that it is asked for are its own."""

    @property
    def gaps(self) -> Mapping[str, str]:
        """What of `GAPS` the engine can't do, each with the reason."""
        ...

    def folder(self, place: Place) -> Path | None:
        """The folder of this machine that the index lies in; None where it lies in none."""
        ...

    def open_index(self, place: Place, *, answers_kept: int) -> Index:
        """See `searchapp.engines.open_index`."""
        ...

    def open_builder(self, place: Place, *, enrichment: str, rebuild: bool) -> Builder:
        """See `searchapp.engines.open_builder`."""
        ...

    def current_generation(self, place: Place) -> str | None:
        """See `searchapp.engines.current_generation`."""
        ...

    def remembered(self, place: Place) -> dict[str, str]:
        """See `searchapp.engines.remembered`."""
        ...

    def refuse_foreign(self, place: Place) -> None:
        """See `searchapp.engines.refuse_foreign`."""
        ...

    def is_index(self, folder: Path) -> bool:
        """Whether a folder is an index of this engine, or a part of one, of whatever version."""
        ...

    def verify(self, place: Place) -> list[str]:
        """See `searchapp.engines.verify`."""
        ...

    def note(self, place: Place) -> str:
        """See `searchapp.engines.note_of`."""
        ...

    def keep_note(self, place: Place, note: str) -> None:
        """See `searchapp.engines.keep_note`."""
        ...


class EngineRow(NamedTuple):
    """Where an engine is loaded from, and the setting that holds the address of its index.

    `package` is the one of the extra (of the engine's name) without which it can't be, imported as `library`.
    """

    module: str
    setting: str
    in_folders: bool = True
    package: str = ""
    library: str = ""


ENGINES: Mapping[str, EngineRow] = {
    "whoosh": EngineRow("searchapp.engines.whoosh.engine", "index"),
    "opensearch": EngineRow(
        "searchapp.engines.opensearch.engine",
        "opensearch_url",
        in_folders=False,
        package="opensearch-py",
        library="opensearchpy",
    ),
}
"""Every engine by its name. Nothing of one is imported before it is asked for."""


def in_folder(folder: Path) -> Place:
    """The place of an index that the embedded engine keeps in a folder."""
    return Place("whoosh", str(folder))


def named_by(address: str) -> str:
    """The engine that knows an address of this form: a folder, or a URL."""
    return next(name for name, row in ENGINES.items() if row.in_folders != ("://" in address))


def row_of(name: str) -> EngineRow:
    """The row of an engine; ConfigError names those that there are."""
    if name not in ENGINES:
        raise ConfigError(f"There is no engine {name!r}.", hint=f"Known engines: {', '.join(ENGINES)}.")
    return ENGINES[name]


def load(name: str) -> Engine:
    """The engine of this name; ConfigError names those that there are, or the library that it lacks."""
    row = row_of(name)
    if row.library and find_spec(row.library) is None:
        raise ConfigError(
            f"The engine {name} needs {row.package}.", hint=f"Install it: pip install 'searchapp[{name}]'"
        )
    return cast(Engine, import_module(row.module).ENGINE)


ANSWERS_KEPT = 256
"""Results of the requests asked last that an index keeps: a start page, a saved query that many follow."""


def open_index(place: Place, *, answers_kept: int = ANSWERS_KEPT) -> Index:
    """The index that answers now; IndexMissing or IndexRefused, each with its remedy, where there is none."""
    return load(place.engine).open_index(place, answers_kept=answers_kept)


def open_builder(place: Place, *, enrichment: str, rebuild: bool = False) -> Builder:
    """A write to the index of a place, made where it is absent; IndexLocked while another one writes.

    `enrichment` names what found the mentions and statements; `rebuild` starts from nothing.
    """
    return load(place.engine).open_builder(place, enrichment=enrichment, rebuild=rebuild)


def folder_of(place: Place) -> Path | None:
    """The folder of this machine that an index lies in, where it lies in one."""
    return load(place.engine).folder(place)


def refuse_foreign(place: Place) -> None:
    """Raise IndexRefused, with the remedy, where a place holds anything but an index; nothing is touched."""
    load(place.engine).refuse_foreign(place)


def is_index(folder: Path) -> bool:
    """Whether a folder is an index of this program, or a part of one, whichever engine made it."""
    return any(load(name).is_index(folder) for name, row in ENGINES.items() if row.in_folders)


def remembered(place: Place) -> dict[str, str]:
    """Story id -> fingerprint in the index that is there, of whatever version; nothing where it is damaged."""
    return load(place.engine).remembered(place)


def current_generation(place: Place) -> str | None:
    """The generation that a place shows now, in one call and without opening it; None where there is none.

    EngineUnavailable where what it shows can't be asked now.
    """
    return load(place.engine).current_generation(place)


def note_of(place: Place) -> str:
    """What was last noted beside an index; "" where nothing was, or it can't be read."""
    return load(place.engine).note(place)


def keep_note(place: Place, note: str) -> None:
    """Note something beside an index, of whatever generation, in place of what was noted before."""
    load(place.engine).keep_note(place, note)


def verify(place: Place) -> list[str]:
    """What is wrong with what is kept of the index that answers, a line each; empty where all is well."""
    return load(place.engine).verify(place)
