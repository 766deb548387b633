"""What corrections, splits of names and resolved names make of stories, written into `now` of their records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from searchapp.curation.authority import Entry
from searchapp.curation.decisions import Decisions
from searchapp.engines.opensearch.decided.corrected import Correcting
from searchapp.engines.opensearch.decided.given import GIVEN_KEYS
from searchapp.engines.opensearch.decided.layer import Archive, Signs, in_chunks, sign_of, update
from searchapp.engines.opensearch.documents import head_of, id_of, key_of, unpacked, wire, worded
from searchapp.engines.opensearch.layout import NOW, RETITLED
from searchapp.facets import BY_KEY, FACET_KEYS
from searchapp.model import Record, Story
from searchapp.records import records

SETTLED_KEYS = tuple(key for key in FACET_KEYS if key not in GIVEN_KEYS)
Head = dict[str, Any]


class Move(NamedTuple):
    """Keys of a facet that mean a person in a story; without any, the story itself has the person as well."""

    facet: str
    keys: tuple[str, ...]
    person: str


Moves = Mapping[str, tuple[Move, ...]]


class Settled:
    """See `layer.Layer`; `moves` are by story."""

    field = "settled"
    what = "Names and corrections"

    def __init__(self, archive: Archive, correcting: Correcting, decisions: Decisions, moves: Moves) -> None:
        self._archive = archive
        self._correcting = correcting
        self._moves = moves
        self._splits: dict[str, list[Entry]] = defaultdict(list)
        for entry in decisions.authority.entries:
            for story in entry.stories:
                self._splits[wire(story)].append(entry)
        self._signs: Signs | None = None

    @staticmethod
    def told(decisions: Decisions) -> object:
        """All that the signs depend on, and what resolved names do."""
        entries = decisions.authority.entries
        names = entries if decisions.resolving else [entry for entry in entries if entry.stories]
        return decisions.corrections.entries, names, decisions.resolving

    def signs(self) -> Signs:
        """The sign of every story that is corrected, or has a name that means something else there."""
        if self._signs is None:
            corrected = self._correcting.stories
            about = corrected.union(self._splits, self._moves)
            self._signs = {story: sign_of(self._of(story, corrected=story in corrected)) for story in about}
        return self._signs

    def _of(self, story: str, *, corrected: bool) -> tuple[object, ...]:
        said = self._correcting.about(story) if corrected else ()
        return said, self._correcting.known_as.get(story), self._splits.get(story), self._moves.get(story)

    def updates(self, stories: Sequence[str]) -> Iterator[dict[str, Any]]:
        """All records of these stories as they are settled, worked out of the stories as they were found."""
        for found, retitled in self._found(stories):
            yield from self._of_story(found, retitled=retitled)

    def heads(self, stories: Iterable[str]) -> dict[str, Head]:
        """The heads of the own records of these stories."""
        right = ((wire(found.id), self._correcting.story(found).story) for found, _ in self._found(stories))
        return {story: self.head(next(records(one)), story) for story, one in right}

    def _found(self, stories: Iterable[str]) -> Iterator[tuple[Story, bool]]:
        """These stories as they were found, and whether the title of each is another one in the index."""
        for chunk in in_chunks(stories):
            query = {"bool": {"filter": [{"term": {"kind": "story"}}, {"terms": {"id": chunk}}]}}
            body = {"query": query, "size": len(chunk), "_source": ["data", RETITLED]}
            for hit in self._archive.cluster.search(self._archive.index, body, scored=False)["hits"]["hits"]:
                yield unpacked(hit["_source"]["data"]), hit["_source"].get(RETITLED, False)

    def _of_story(self, found: Story, *, retitled: bool) -> Iterator[dict[str, Any]]:
        right = self._correcting.story(found)
        story = wire(found.id)
        own, *spoken = records(right.story)
        now: dict[int | None, Record] = {None: own, **dict(zip(right.kept, spoken, strict=True))}
        another = right.story.title != found.title
        for record in records(found):
            settled = now.get(record.statement)
            doc: dict[str, Any] = {"gone": settled is None}
            if settled is not None:
                doc[NOW] = self.head(settled, story)
                if another or retitled:
                    doc |= {**worded(settled), RETITLED: another}
            if record.kind == "story":
                doc[self.field] = self.signs().get(story)
            yield update(self._archive.index, id=id_of(record.id), routing=id_of(found.id), doc=doc)

    def head(self, record: Record, story: str) -> Head:
        """The head of a corrected record, as names are split and resolved in its story; what it lacks is empty."""
        empty: Head = {key: [] for key in (*SETTLED_KEYS, "day")}
        head: Head = {**empty, **head_of(record.facets, record.story)}
        for key in SETTLED_KEYS:
            head[key] = self._split(key, head[key], story)
        for move in self._moves.get(story, ()):
            if move.keys:
                head[move.facet] = _renamed(head[move.facet], move.keys, move.person)
            elif record.kind == "story":
                head[move.facet] = list(dict.fromkeys([*head[move.facet], move.person]))
        return head

    def _split(self, key: str, keys: Sequence[str], story: str) -> list[str]:
        """The values of a facet in a story, those told apart there under their own names."""
        out = list(keys)
        for entry in self._splits.get(story, ()):
            if entry.kind in BY_KEY[key].names:
                out = _renamed(out, list(map(key_of, entry.forms)), key_of(entry.preferred))
        return out


def _renamed(keys: Sequence[str], old: Sequence[str], new: str) -> list[str]:
    return list(dict.fromkeys(new if key in old else key for key in keys))
