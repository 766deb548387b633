"""An engine whose indexes lie in no folder of this machine, as those on a cluster do: the embedded one, hidden.

Whoever gets at the index by anything but its place and the protocol fails with it. `ELSEWHERE` can be made to fail
and to be still at work, and counts what costs a call over a network.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from searchapp.curation.decisions import Decisions
from searchapp.engines import ENGINES, Builder, Engine, EngineRow, Index, Place, in_folder, load
from searchapp.errors import EngineUnavailable

NAME = "elsewhere"
COSTLY = {name for name, value in vars(Index).items() if callable(value) and not name.startswith("_")}
LOST = EngineUnavailable(
    "The cluster at https://far.example:9200 can't answer now: no node is there.",
    hint="Look whether its nodes run.",
)


class FarIndex:
    """An open index of the embedded engine, behind a network."""

    def __init__(self, index: Index, engine: Elsewhere) -> None:
        self._index = index
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        if name in COSTLY - {"status", "close", "changed"}:
            self._engine.call(name)
        return getattr(self._index, name)

    def with_decisions(self, decisions: Decisions, *, trial: bool = False) -> FarIndex:
        self._engine.views.append(trial)
        return FarIndex(self._index.with_decisions(decisions, trial=trial), self._engine)

    @property
    def pending(self) -> str:
        return self._engine.pending


class Elsewhere:
    """See `searchapp.engines.Engine`; `hidden` is where the embedded engine keeps what lies elsewhere."""

    gaps: Mapping[str, str] = {}

    def __init__(self) -> None:
        self.hidden = Path()
        self.fault: EngineUnavailable | None = None
        self.pending = ""
        self.calls: list[str] = []
        self.answers = threading.Event()
        """Cleared: whoever asks for the generation waits until it is set."""
        self.answers.set()
        self.waiting = 0
        self.views: list[bool] = []
        """For each view under decisions whether it was a trial."""

    def call(self, name: str) -> None:
        self.calls.append(name)
        if self.fault:
            raise self.fault

    def _at(self, place: Place) -> tuple[Engine, Place]:
        hidden = in_folder(self.hidden / place.address.rpartition("/")[2])
        return load(hidden.engine), hidden

    def _asked(self, name: str, place: Place, *given: Any, **named: Any) -> Any:
        self.call(name)
        engine, hidden = self._at(place)
        return getattr(engine, name)(hidden, *given, **named)

    def folder(self, place: Place) -> None:
        return None

    def is_index(self, folder: Path) -> bool:
        raise AssertionError("an engine that keeps nothing in folders is not asked of them")

    def open_index(self, place: Place, *, answers_kept: int) -> Index:
        return FarIndex(self._asked("open_index", place, answers_kept=answers_kept), self)  # type: ignore[return-value]

    def open_builder(self, place: Place, *, enrichment: str, rebuild: bool) -> Builder:
        built: Builder = self._asked("open_builder", place, enrichment=enrichment, rebuild=rebuild)
        return built

    def current_generation(self, place: Place) -> str | None:
        self.waiting += 1
        self.answers.wait(30)
        self.waiting -= 1
        found: str | None = self._asked("current_generation", place)
        return found

    def remembered(self, place: Place) -> dict[str, str]:
        found: dict[str, str] = self._asked("remembered", place)
        return found

    def refuse_foreign(self, place: Place) -> None:
        self._asked("refuse_foreign", place)

    def verify(self, place: Place) -> list[str]:
        found: list[str] = self._asked("verify", place)
        return found

    def note(self, place: Place) -> str:
        return str(self._asked("note", place))

    def keep_note(self, place: Place, note: str) -> None:
        self._asked("keep_note", place, note)


ENGINE = Elsewhere()


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    """The engine, empty, as a row of `ENGINES`; the current folder is one in which nothing lies."""
    ENGINE.__init__()  # type: ignore[misc]
    ENGINE.hidden = tmp_path / "hidden"
    row = EngineRow("tests.engines.elsewhere", "opensearch_url", in_folders=False)
    monkeypatch.setitem(ENGINES, NAME, row)  # type: ignore[arg-type]
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return ENGINE
