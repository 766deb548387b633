"""An archive, open: the one door to its index, its names, corrections, tags, saved queries and settings.

Commands, pages and Python come in here. What an archive is asked goes through `questions`, what it answers with is
in `query.result`; who asks, and how an answer is shown, it must not know.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from searchapp.archive.answer_notices import beside
from searchapp.archive.comparing import events_file, path_of
from searchapp.archive.comparing.file import ComparedFile
from searchapp.archive.newest_index import NewestIndex
from searchapp.archive.questions import Asked, question
from searchapp.archive.suggesting.spellings import did_you_mean
from searchapp.collections import kept_file, tags_file, verdicts_file
from searchapp.config import Settings
from searchapp.curation import authority_file, corrections_file
from searchapp.curation.authority import Authority
from searchapp.curation.watched_files import (
    CollectionsFile,
    CorrectionsFile,
    NamesFile,
    TagsFile,
    VerdictsFile,
    WatchedFile,
)
from searchapp.engines import Index
from searchapp.model import Story
from searchapp.query.request import SearchRequest
from searchapp.query.result import DidYouMean, FacetCounts, Hit, SearchResult, Timeline

if TYPE_CHECKING:
    from searchapp.archive.arrivals import Arrivals
    from searchapp.archive.indexing import Progress
    from searchapp.archive.indexing.enriching import Enriched
    from searchapp.archive.indexing.run_report import Report
    from searchapp.archive.saved_queries import SavedQueries
    from searchapp.enrich import Enricher
    from searchapp.enrich.run.cache import Finder

STORIES_AT_ONCE = 200
"""Whole stories that are read in one call."""
HOW_TO_WIDEN = "widen"
"""What a caller from Python gives to have fewer words asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an archive found: `result` as the engine gives it, and a line for each thing to be said beside it.

    `did_you_mean` are queries that may be meant where few stories have a word of this one.
    """

    asked: Asked
    result: SearchResult
    notices: tuple[str, ...] = ()
    did_you_mean: tuple[DidYouMean, ...] = ()

    @property
    def total(self) -> int:
        """How many stories or statements there are."""
        return self.result.total

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits of this page, in order."""
        return self.result.hits

    @property
    def facets(self) -> tuple[FacetCounts, ...]:
        """The values of each facet, the most frequent first."""
        return self.result.facets

    @property
    def timeline(self) -> Timeline:
        """How many there are of each stretch of days."""
        return self.result.timeline


class Archive:
    """One archive: an index folder and a data folder; safe to share between threads.

    The newest published index answers, under the names, corrections and tags in force, each read again when it
    changes. One of these files that can't be read raises ConfigError; where `forgiving`, what was read before is
    in force, and `notices` says so. A public archive is without its desk's tags. A context manager: leaving it
    lets go of the index.
    """

    def __init__(self, settings: Settings, *, forgiving: bool = False) -> None:
        self.settings = settings
        self.names = NamesFile(settings.data / authority_file.FILE_NAME)
        self.corrections = CorrectionsFile(settings.data / corrections_file.FILE_NAME)
        self.tags = TagsFile(settings.data / tags_file.FILE_NAME, hidden=settings.public)
        self.collected = CollectionsFile(settings.data / kept_file.FILE_NAME)
        self.verdicts = VerdictsFile(settings.data / verdicts_file.FILE_NAME)
        self._forgiving = forgiving
        self.compared = ComparedFile(path_of(settings.place, settings.data), settings.data / events_file.FILE_NAME)
        self._newest = NewestIndex(settings.place, self.names, self.corrections, self.tags, self.compared)
        self._enricher: Enricher | None = None
        self._enriching = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index as soon as nobody uses it."""
        self._newest.close()

    # -- asking ---------------------------------------------------------------------------------------

    def search(self, query: str = "", **chosen: Any) -> Answer:
        """Search for stories, or with `kind="statement"` for what was said.

        `chosen` narrows and orders: facets by their keys (`speaker="Omar Alloush"`, `not_outlet=["A", "B"]`),
        `together` (facets of which all values are asked for), `since` and `until` (a day, month or year), `match`
        ("all" or "any" of the words), `within` ("said", or "story": statements by the words of their stories),
        `sort` ("relevance", "newest", "oldest"), `widen`, `exact` (names as typed), `limit`, `offset`. BadRequest
        says what can't be taken; IndexMissing and IndexRefused name the remedy.
        """
        return self.answer(question(query, chosen, self.authority), how=HOW_TO_WIDEN)

    def answer(self, asked: Asked, *, how: str) -> Answer:
        """The answer to a question that is built; `how` is what its caller gives to have fewer words asked for."""
        with self.lease() as index:
            result = index.search(replace(asked.request, spell=True))
            said = (*beside(index, asked.request, result, how=how), *filter(None, (index.pending,)))
            meant = did_you_mean(index, asked, result, self.authority)
        return Answer(asked, result, (*asked.said, *said), meant)

    def story(self, story_id: str) -> Story | None:
        """A whole story with what was found in it; None where there is none of this id."""
        with self.lease() as index:
            return index.story(story_id)

    def stories(self, query: str = "", **chosen: Any) -> Iterator[Story]:
        """Every story that a query finds, whole, in the order of their ids; `chosen` as in `search`."""
        yield from self.stories_of(question(query, chosen, self.authority).request)

    def stories_of(self, request: SearchRequest) -> Iterator[Story]:
        """Every story that a request finds, or that its statements stand in, whole, in the order of their ids."""
        with self.lease() as index:
            (found,) = index.stories_found([request])
            ids = sorted(found)
            for start in range(0, len(ids), STORIES_AT_ONCE):
                yield from index.stories(ids[start : start + STORIES_AT_ONCE]).values()

    # -- writing --------------------------------------------------------------------------------------

    def extract(self, text: str, *, title: str | None = None) -> Story:
        """A text as a story with the names and statements found in it; nothing is kept.

        The first call loads the language model.
        """
        from searchapp.enrich import open_enricher
        from searchapp.ingest.language import with_language
        from searchapp.ingest.metadata.ids import id_from_content

        with self._enriching:
            if self._enricher is None:
                self._enricher = open_enricher(self.settings.model)
            given = with_language(Story(id_from_content(title, text), text, title))
            [story] = self._enricher.pipe([given])
        return story

    def index(
        self,
        paths: Sequence[str | Path] = (),
        *,
        enrich: bool = True,
        rebuild: bool = False,
        prune: bool = False,
        words_first: bool = False,
        progress: Progress = lambda what, done, total: None,
        stop: Callable[[], bool] = lambda: False,
        say: Callable[[str], object] = lambda line: None,
    ) -> Report:
        """Bring the index up to date with files and folders of stories; none named: the settings' corpus.

        As `archive.indexing.build`, with the settings' limits. `say` hears what is to be known before a long run,
        and after it what could not be noted.
        """
        from searchapp.archive import indexing
        from searchapp.archive.indexing.given_stories import choices_of, limits_of
        from searchapp.archive.reading import keep_not_taken

        settings = self.settings
        given = [Path(p) for p in paths] or [settings.corpus]
        indexing.refuse_places(given, settings.place, data=settings.data)
        with self._finder() if enrich else nullcontext() as finding:
            if finding and finding.notice:
                say(finding.notice)
            report = indexing.build(
                given,
                settings.place,
                enricher=finding,
                data=settings.data,
                rebuild=rebuild,
                words_first=words_first,
                prune=prune,
                limits=limits_of(settings),
                choices=choices_of(settings),
                progress=progress,
                stop=stop,
            )
        if not report.interrupted and report.status:
            keep_not_taken(settings.place, report, at=report.status.built)
            self.compare(progress=progress, stop=stop, say=say)
        return report

    def enrich(
        self,
        paths: Sequence[str | Path] = (),
        *,
        scheduler: str,
        progress: Progress = lambda what, done, total: None,
        stop: Callable[[], bool] = lambda: False,
        say: Callable[[str], object] = lambda line: None,
    ) -> Enriched:
        """Have the workers of a Dask cluster find names and statements, for `index` to take them in.

        As `archive.indexing.enriching.enrich`; no path named: the settings' corpus.
        """
        from searchapp.archive.indexing import enriching

        given = [Path(p) for p in paths] or [self.settings.corpus]
        return enriching.enrich(given, self.settings, scheduler=scheduler, progress=progress, stop=stop, say=say)

    def compare(
        self,
        *,
        progress: Progress = lambda what, done, total: None,
        stop: Callable[[], bool] = lambda: False,
        say: Callable[[str], object] = lambda line: None,
    ) -> None:
        """Bring what is known of its stories against each other up to date with the index that answers.

        `say` hears where all is found, but the data folder does not take which events there are.
        """
        from searchapp.archive.comparing.run import EventsNotNoted, bring_up_to_date

        with self._newest.lease() as index:  # A names file that can't be read changes nothing of it.
            try:
                bring_up_to_date(index, self.settings.place, self.settings.data, progress=progress, stop=stop)
            except EventsNotNoted as error:
                say(str(error))

    def _finder(self) -> AbstractContextManager[Finder]:
        from searchapp.archive.indexing.finding import finder

        return finder(self.settings)

    # -- what it stands on ----------------------------------------------------------------------------

    @cached_property
    def saved(self) -> SavedQueries:
        """The saved queries of the data folder."""
        from searchapp.archive.saved_queries import SavedQueries

        return SavedQueries(self.settings.data)

    def lease(self) -> AbstractContextManager[Index]:
        """The index that answers now, open within the block; IndexMissing or IndexRefused with the remedy."""
        if not self._forgiving:
            self.names.required()
            self.corrections.required()
            self.tags.required()
        return self._newest.lease()

    def generation(self) -> str | None:
        """The generation of the index that answers now, without opening it; None where there is none."""
        return self._newest.shown()

    @property
    def authority(self) -> Authority:
        """Which names are one, as the names file says now."""
        return self.names.current()[0] if self._forgiving else self.names.required()

    def notices(self) -> tuple[str, ...]:
        """A line for each of users' files that can't be read now, or in which something is damaged."""
        files: tuple[WatchedFile[Any], ...] = (self.names, self.corrections, self.tags, self.compared)
        return tuple(said for _, said in (file.current() for file in files) if said)

    @cached_property
    def _arrivals(self) -> Arrivals:
        from searchapp.archive.arrivals import Arrivals

        return Arrivals(self.settings.place)

    def arrivals(self, index: Index) -> Mapping[str, str]:
        """When the stories of a leased index came in ("2026-11-26T20:30:00Z") by id; "" where that is unknown."""
        return self._arrivals.of(index)

    def unsettled_since(self, moment: float) -> bool:
        """Whether what was decided was still being applied to what was leased since then (`time.monotonic`)."""
        return self._newest.unsettled_since(moment)

    def enrichment_notice(self, index: Index) -> str:
        """What a reader has to be told of how a leased index's names and statements were found; "" normally."""
        return self._newest.enrichment_notice(index)
