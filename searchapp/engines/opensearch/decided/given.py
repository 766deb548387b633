"""What stories are given from outside: tags, the event they tell of, whose reporting they are, their copies.

A story has its own values, and its statements have them too. Nothing of the story is read for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from searchapp.curation.decisions import Decisions
from searchapp.engines.opensearch.decided.layer import Archive, Signs, sign_of, update, wired
from searchapp.engines.opensearch.documents import keys_of, wire
from searchapp.engines.opensearch.layout import GROUPED, NOW

GIVEN_KEYS = tuple(Decisions().given)
"""The facets that stories have nothing of by themselves."""


class Given:
    """See `layer.Layer`."""

    field = "given"
    what = "Tags and events"

    def __init__(self, archive: Archive, decisions: Decisions) -> None:
        self._archive = archive
        self._values = {key: wired(given) for key, given in decisions.given.items()}
        self._groups = wired(decisions.compared.groups)

    @staticmethod
    def told(decisions: Decisions) -> object:
        """All that the signs depend on."""
        given = [(key, sorted(values.items())) for key, values in decisions.given.items()]
        return given, sorted(decisions.compared.groups.items())

    def signs(self) -> Signs:
        """The sign of every story that is given anything."""
        stories = set(self._groups).union(*self._values.values())
        return {story: sign_of(self._of(story)) for story in stories}

    def _of(self, story: str) -> tuple[object, ...]:
        return *(values.get(story, ()) for values in self._values.values()), self._groups.get(story)

    def updates(self, stories: Sequence[str]) -> Iterator[dict[str, Any]]:
        """The given facets of all records of these stories, and the groups of the stories."""
        about = {story: self._now(story) for story in stories}
        records = self._archive.cluster.scan(
            self._archive.index,
            {"terms": {"story": list(about)}},
            _source=False,
            docvalue_fields=["kind", "story"],
        )
        for found in records:
            kind, story = (found["fields"][name][0] for name in ("kind", "story"))
            now = about[story]
            doc: dict[str, Any] = {NOW: now}
            if kind == "story":
                first = self._groups.get(story)
                group = story if first is None else GROUPED + wire(first)
                told = self._of(story)
                doc = {NOW: {**now, "group": group}, self.field: sign_of(told) if any(told) else None}
            yield update(self._archive.index, id=found["_id"], routing=found["_routing"], doc=doc)

    def _now(self, story: str) -> Mapping[str, list[str]]:
        return {key: keys_of(values.get(story, ())) for key, values in self._values.items()}
