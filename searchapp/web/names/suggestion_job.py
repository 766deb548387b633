"""Which names may be one: compared once for an index and its corrections, then read under the names in force.

Comparing takes a while in a large archive, so it is done beside the requests, which hardly wait for it: meanwhile
they have what was found before.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from searchapp.archive.name_suggestions import name_suggestions
from searchapp.curation.authority import Authority
from searchapp.curation.corrections import Corrections
from searchapp.curation.similarity import Suggestion
from searchapp.engines import Index
from searchapp.errors import SearchAppError
from searchapp.model import ENTITY_KINDS, EntityKind
from searchapp.text.analysis import same_name

logger = logging.getLogger(__name__)
COMPARED = 150
"""Pairs of a kind of which the company is looked at."""
WAIT = 0.1
"""Seconds that a page waits for the comparison; after that it says that it is still going on."""
Suggestions = dict[EntityKind, list[Suggestion]]
Lease = Callable[[], AbstractContextManager[Index]]


class SuggestionJob:
    """The pairs that are alike, whatever the names file says; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: tuple[str, Corrections] | None = None
        self._found: Suggestions | None = None
        self._done = threading.Event()

    def find(self, index: Index, corrections: Corrections, lease: Lease) -> tuple[Suggestions | None, bool]:
        """Pairs of names as they stand in the stories, by kind, and whether these are of this index.

        While names are being compared there is what was found before, None for the first time.
        """
        with self._lock:
            held = self._of
            if held is None or held[0] != index.generation or held[1] is not corrections:
                held = self._of = (index.generation, corrections)
                self._done = threading.Event()
                work = threading.Thread(target=self._compare, args=(held, self._done, lease), daemon=True)
                work.start()
            done = self._done
        done.wait(WAIT)
        with self._lock:
            return self._found, self._of is held and done.is_set()

    def _compare(self, held: tuple[str, Corrections], done: threading.Event, lease: Lease) -> None:
        found: Suggestions | None = None
        try:
            with lease() as index:
                plain = index.with_decisions(index.decisions.under(Authority()), trial=True)
                found = {kind: name_suggestions(plain, kind, most=COMPARED) for kind in ENTITY_KINDS}
        except SearchAppError as error:
            logger.warning("names can't be compared: %s", error.in_a_line)
        finally:
            with self._lock:
                if self._of is held and found is not None:
                    self._found = found
                elif self._of is held:
                    self._of = None  # What failed is tried again.
                done.set()


def under_names(found: Suggestions, authority: Authority) -> Suggestions:
    """The pairs under the names in force: those that are one already, or are said to be two, are left out."""
    return {kind: _under_names(kind, pairs, authority) for kind, pairs in found.items()}


def _under_names(kind: EntityKind, pairs: list[Suggestion], authority: Authority) -> list[Suggestion]:
    labels = {same_name(form): label for form, label in authority.labels((kind,)).items()}
    apart = _apart(kind, authority)
    out: dict[frozenset[tuple[str, ...]], Suggestion] = {}
    for pair in pairs:
        name, other = (labels.get(same_name(n), n) for n in (pair.name, pair.other))
        key = frozenset((same_name(name), same_name(other)))
        if len(key) == 2 and key not in apart:
            out.setdefault(key, replace(pair, name=name, other=other))
    return list(out.values())


def _apart(kind: EntityKind, authority: Authority) -> set[frozenset[tuple[str, ...]]]:
    """The pairs of names that the names file says are two."""
    return {
        frozenset((same_name(form), same_name(other)))
        for entry in authority.entries
        if entry.kind == kind
        for other in entry.not_aliases
        for form in entry.forms
    }
