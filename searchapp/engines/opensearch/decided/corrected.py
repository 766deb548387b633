"""Which stories corrections are about, and how a story looks under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from searchapp.curation.corrections import Correction, Corrections
from searchapp.curation.story_fields import OutletCorrection
from searchapp.engines.opensearch.cluster import Cluster
from searchapp.engines.opensearch.decided.layer import in_chunks
from searchapp.engines.opensearch.documents import key_of, wire
from searchapp.engines.opensearch.layout import FOUND
from searchapp.model import Story

KnownAs = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CorrectedStory:
    """A story as corrected, and which of its statements as found (by position) are still there."""

    story: Story
    kept: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Correcting:
    """Corrections of one archive.

    `known_as` has each story that they name with the ids by which they do, `touched` those that one changes which
    names no story: of a name, or of an outlet.
    """

    corrections: Corrections = field(default_factory=Corrections)
    known_as: KnownAs = field(default_factory=dict)
    touched: Collection[str] = ()

    @property
    def stories(self) -> frozenset[str]:
        """All stories that may look otherwise."""
        return frozenset((*self.known_as, *self.touched))

    def told_by_text(self, texts: Collection[str], *, gone: bool) -> bool:
        """Whether a correction may be about another story since stories of these texts came, or some are gone.

        It is about the only one of its story's text where that story is not there.
        """
        there = {story for story, ids in self.known_as.items() if story in map(wire, ids)}
        absent = any(wire(story) not in there for story in self.corrections.stories)
        return (gone and absent) or any(text in texts for text in self.corrections.fields.texts.values())

    def about(self, story: str) -> tuple[Correction, ...]:
        """All that is said of a story, and of every story."""
        return self.corrections.about(self.known_as.get(story, ()))

    def story(self, found: Story) -> CorrectedStory:
        """A story as corrected."""
        return CorrectedStory(*self.corrections.corrected(found, self.known_as.get(wire(found.id), ())))


def correcting(cluster: Cluster, index: str, corrections: Corrections) -> Correcting:
    """These corrections over an archive.

    A story that is not there by its id is the only one of the same text, as when its file was moved.
    """
    named = {wire(story): story for story in corrections.stories}
    there = _found(cluster, index, "id", named)
    known_as = {story: [named[story]] for story in there}
    texts = {story: text for story in named if story not in there and (text := _text(corrections, named[story]))}
    same = _found(cluster, index, "digest", set(texts.values()))
    times = Counter(same.values())
    only = {text: story for story, text in same.items() if times[text] == 1}
    for story, text in sorted(texts.items()):
        if text in only:
            known_as.setdefault(only[text], []).append(named[story])
    touched = _touched(cluster, index, corrections)
    return Correcting(corrections, {story: tuple(ids) for story, ids in known_as.items()}, touched)


def _text(corrections: Corrections, story: str) -> str:
    return corrections.fields.texts.get(story, "")


def _found(cluster: Cluster, index: str, field: str, values: Iterable[str]) -> dict[str, str]:
    """The stories of which a field has one of these values, each with its value."""
    out: dict[str, str] = {}
    for chunk in in_chunks(sorted(values)):
        query = {"bool": {"filter": [{"term": {"kind": "story"}}, {"terms": {field: chunk}}]}}
        hits = cluster.scan(index, query, _source=False, docvalue_fields=["id", field])
        out.update({hit["fields"]["id"][0]: hit["fields"][field][0] for hit in hits})
    return out


def _touched(cluster: Cluster, index: str, corrections: Corrections) -> list[str]:
    keys: dict[str, set[str]] = {}
    for correction in corrections.everywhere:
        keys.setdefault(correction.kind, set()).add(key_of(correction.name))
    for entry in corrections.entries:
        if isinstance(entry, OutletCorrection):
            keys.setdefault("outlet", set()).add(key_of(entry.outlet))
    if not keys:
        return []
    having = [{"terms": {f"{FOUND}.{key}": sorted(some)}} for key, some in keys.items()]
    query = {"bool": {"filter": [{"term": {"kind": "story"}}], "should": having, "minimum_should_match": 1}}
    hits = cluster.scan(index, query, _source=False, docvalue_fields=["id"])
    return [hit["fields"]["id"][0] for hit in hits]
