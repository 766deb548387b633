"""Records as documents of the cluster, and back."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from searchapp.curation.corrections import digest
from searchapp.engines.label_keys import fold
from searchapp.engines.opensearch.layout import BOTH, FOUND, LONGEST_TERM, NOW, RELATION, TEXT_FIELDS, wired
from searchapp.engines.opensearch.words.written import written
from searchapp.engines.ranking import RANKING
from searchapp.formats.codec import form_of
from searchapp.formats.interchange import ROWS
from searchapp.model import Record, Story
from searchapp.text.analysis import tokenize

Document = dict[str, Any]
_STORY = form_of(Story, ROWS)
_LONGEST_ID = 512
"""Bytes that the cluster takes for an id."""
_LONGEST_KEY = 8000
_LEVEL = 6


def wire(text: str) -> str:
    """A text as UTF-8 can carry it: what a broken file name left in it is spelled out."""
    return text.encode("utf-8", "backslashreplace").decode()


def id_of(record_id: str) -> str:
    """The id of a record's document."""
    plain = wire(record_id)
    if 0 < len(plain.encode()) <= _LONGEST_ID:
        return plain
    return hashlib.blake2b(plain.encode(), digest_size=32).hexdigest()


def marked(story_id: str, fingerprint: str) -> str:
    """A story's id as it is, and its fingerprint, as one text."""
    return json.dumps([story_id, fingerprint])


def marked_id(mark: str) -> tuple[str, str]:
    """The story's id and its fingerprint that `marked` joined."""
    story_id, fingerprint = json.loads(mark)
    return story_id, fingerprint


def key_of(label: str) -> str:
    """What all spellings of a facet's value have in common."""
    return wire(fold(label).decode("utf-8", "surrogatepass"))[:_LONGEST_KEY]


def keys_of(labels: Sequence[str]) -> list[str]:
    """The keys of some values, each once, in their order."""
    return list(dict.fromkeys(map(key_of, labels)))


def spelled(label: str) -> str:
    """A value's key and its spelling as one text, so that who reads all of them need not work the keys out."""
    key = key_of(label)
    return f"{len(key)} {key}{wire(label)}"[:LONGEST_TERM]


def spelling(text: str) -> tuple[str, str]:
    """The key and the spelling that `spelled` put into a text."""
    length, _, rest = text.partition(" ")
    return rest[: int(length)], rest[int(length) :]


def head_of(facets: Mapping[str, Sequence[str]], story: Story) -> Document:
    """One head of a record: its facets, its day."""
    head: Document = {key: keys_of(labels) for key, labels in facets.items() if labels}
    if story.published:
        head["day"] = story.published.toordinal()
    return head


def worded(record: Record) -> Document:
    """The fields of a record that have its words, those of its title and of its text."""
    title, text = tokenize(record.title), tokenize(record.text)
    names = TEXT_FIELDS[record.kind]
    fields: Document = {names["title"]: wired(title), names["text"]: wired(text)}
    if record.kind == "story":
        fields[BOTH] = [*[fields[names["title"]]] * int(RANKING.fields["title"]), fields[names["text"]]]
        fields["words"] = written((record.title, title), (record.text, text))
    return fields


def documents(records: Sequence[Record], fingerprint: str) -> Iterator[Document]:
    """The documents of a story's records, the story's own first, as bulk actions without an index."""
    story = records[0].story
    for record in records:
        head = head_of(record.facets, story)
        head["group"] = wire(record.id)
        source: Document = {
            "id": wire(record.id),
            "kind": record.kind,
            "story": wire(story.id),
            "ordinal": -1 if record.statement is None else record.statement,
            **worded(record),
            FOUND: head,
            NOW: head,
            "names": {key: list(map(spelled, labels)) for key, labels in record.facets.items() if labels},
            RELATION: "story" if record.kind == "story" else {"name": "statement", "parent": id_of(story.id)},
        }
        if record.kind == "story":
            source["digest"] = digest(story.text)
            source["fingerprint"] = marked(story.id, fingerprint)
            source["data"] = packed(story)
        yield {"_id": id_of(record.id), "routing": id_of(story.id), "_source": source}


def packed(story: Story) -> str:
    """A whole story as a text that JSON carries."""
    row = json.dumps(_STORY.to_row(story), ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(row.encode("utf-8", "surrogatepass"), _LEVEL)).decode()


def unpacked(data: str) -> Story:
    """The story that `packed` packed."""
    row = zlib.decompress(base64.b64decode(data)).decode("utf-8", "surrogatepass")
    return _STORY.from_row(json.loads(row))
