"""Records -> a part: the arrays of a small segment in memory, made in one pass over the texts.

A token costs one look in a dictionary; stems, order and counts are worked out by array operations over the
part's vocabulary, in which a word stands once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from searchapp.curation.corrections import digest
from searchapp.engines.arrays import Array, Strings, narrow, starts_of
from searchapp.engines.label_keys import fold
from searchapp.engines.whoosh.disk.story_codec import pack_statement, pack_story
from searchapp.engines.whoosh.layout import NO_DAY, length_code
from searchapp.facets import FACET_KEYS
from searchapp.model import Record, RecordKind
from searchapp.text.analysis import Token, index_terms, stem_term, tokenize


@dataclass(frozen=True, slots=True)
class Part:
    """The named arrays and columns of strings of a small segment."""

    arrays: dict[str, Array] = field(default_factory=dict)
    columns: dict[str, Strings] = field(default_factory=dict)


class _Numbers(dict[Any, int]):
    """Numbers things in the order in which they are first asked for."""

    def __missing__(self, key: Any) -> int:
        number = self[key] = len(self)
        return number


def gather(stories: Iterable[Sequence[Record]]) -> Part:
    """The part that holds these stories' records, each story's own record first."""
    part = Part()
    kinds: dict[RecordKind, _Kind] = {"story": _Kind(), "statement": _Kind()}
    ids: list[bytes] = []
    shown: list[bytes] = []
    mentions: list[bytes] = []
    statements: list[bytes] = []
    digests: list[int] = []
    parents, begins, ends = array("i"), array("i"), array("i")
    for number, (story_record, *rest) in enumerate(stories):
        story = story_record.story
        packed, found = pack_story(story, *kinds["story"].add(story_record))
        ids.append(story.id.encode("utf-8", "surrogatepass"))
        shown.append(packed)
        mentions.append(found)
        digests.append(int(digest(story.text), 16))
        for record in rest:
            kinds["statement"].add(record)
            assert record.statement is not None
            statement = story.statements[record.statement]
            statements.append(pack_statement(statement))
            parents.append(number)
            begins.append(min(start for start, _ in statement.spans))
            ends.append(max(end for _, end in statement.spans))
    for kind, gathered in kinds.items():
        gathered.finish(part, kind)
    for name, values in (("ids", ids), ("shown", shown), ("mentions", mentions)):
        part.columns[f"story/{name}"] = Strings.of(values)
    part.arrays["story/digest"] = np.array(digests, dtype=np.uint64)
    part.columns["statement/rows"] = Strings.of(statements)
    for name, numbers in (("parent", parents), ("begins", begins), ("ends", ends)):
        part.arrays[f"statement/{name}"] = np.array(numbers, dtype=np.int32)
    return part


class _Kind:
    """All records of one kind."""

    def __init__(self) -> None:
        self._days = array("i")
        self._title = _Field()
        self._text = _Field()
        self._facets = {key: _Facet() for key in FACET_KEYS}

    def add(self, record: Record) -> tuple[list[Token], list[Token]]:
        """One more record; returns the tokens of its title and of its text."""
        self._days.append(record.story.published.toordinal() if record.story.published else NO_DAY)
        title, text = tokenize(record.title), tokenize(record.text)
        self._title.add(title)
        self._text.add(text)
        for key, facet in self._facets.items():
            facet.add(record.facets.get(key, ()))
        return title, text

    def finish(self, part: Part, kind: str) -> None:
        part.arrays[f"{kind}/day"] = np.array(self._days, dtype=np.int32)
        self._title.finish(part, f"{kind}/title")
        self._text.finish(part, f"{kind}/text")
        for key, facet in self._facets.items():
            facet.finish(part, f"{kind}/facet/{key}")


class _Field:
    """One text field: what stands where, as numbers of exact forms in reading order."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._tokens = array("i")
        self._counts = array("i")
        self._lengths = bytearray()
        self._acronyms: list[tuple[int, int, str]] = []
        self._parts: list[tuple[int, int, int]] = []

    def add(self, tokens: list[Token]) -> None:
        """The tokens of one more record."""
        number = self._numbers
        self._tokens.extend([number[t[0]] for t in tokens])
        acronyms = [(i, term) for i, t in enumerate(tokens) if t[1] and not t[4] for term in index_terms(t)[2:]]
        self._acronyms.extend((len(self._counts), i, term) for i, term in acronyms)
        parts = [(i, number[part]) for i, t in enumerate(tokens) if t[4] for part in t[4]]
        self._parts.extend((len(self._counts), i, part) for i, part in parts)
        self._counts.append(len(tokens))
        self._lengths.append(length_code(2 * (len(tokens) + len(parts)) + len(acronyms)))

    def finish(self, part: Part, name: str) -> None:
        exact = list(self._numbers)
        stems = _Numbers()
        stem_of = np.array([stems[stem_term(e)] for e in exact], dtype=np.int64)
        acronyms = _Numbers()
        of_acronym = np.array([acronyms[term] for _, _, term in self._acronyms], dtype=np.int64)
        terms = [t.encode("utf-8") for t in (*exact, *stems, *acronyms)]
        order = sorted(range(len(terms)), key=terms.__getitem__)
        rank = np.empty(len(terms), dtype=np.int32)
        rank[order] = np.arange(len(terms), dtype=np.int32)

        tokens = np.array(self._tokens, dtype=np.int64)
        counts = np.array(self._counts, dtype=np.int64)
        docs = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        places = (np.arange(len(tokens)) - np.repeat(np.cumsum(counts) - counts, counts)).astype(np.int32)
        if self._parts:
            of_parts = np.array(self._parts, dtype=np.int64).T
            docs = np.concatenate([docs, of_parts[0].astype(np.int32)])
            places = np.concatenate([places, of_parts[1].astype(np.int32)])
            tokens = np.concatenate([tokens, of_parts[2]])
            in_order = np.lexsort((places, docs))
            docs, places, tokens = docs[in_order], places[in_order], tokens[in_order]
        doc_of_acronym = np.array([doc for doc, _, _ in self._acronyms], dtype=np.int32)
        place_of_acronym = np.array([place for _, place, _ in self._acronyms], dtype=np.int32)
        stemmed = rank[len(exact) + stem_of[tokens]] if exact else np.empty(0, dtype=np.int32)
        term = np.concatenate([rank[tokens], stemmed, rank[len(exact) + len(stems) + of_acronym]])
        doc = np.concatenate([docs, docs, doc_of_acronym])
        place = np.concatenate([places, places, place_of_acronym])

        sorting = np.argsort(term, kind="stable")
        term, doc, place = term[sorting], doc[sorting], place[sorting]
        if self._parts:  # of which two may have one stem
            once = np.ones(len(term), dtype=np.bool_)
            once[1:] = (term[1:] != term[:-1]) | (doc[1:] != doc[:-1]) | (place[1:] != place[:-1])
            term, doc, place = term[once], doc[once], place[once]
        new = np.ones(len(term), dtype=np.bool_)
        new[1:] = (term[1:] != term[:-1]) | (doc[1:] != doc[:-1])
        at = np.flatnonzero(new)
        part.columns[f"{name}/terms"] = Strings.of([terms[i] for i in order])
        part.arrays[f"{name}/starts"] = starts_of(np.bincount(term[at], minlength=len(terms)))
        part.arrays[f"{name}/place_starts"] = starts_of(np.bincount(term, minlength=len(terms)))
        part.arrays[f"{name}/ids"] = doc[at]
        part.arrays[f"{name}/freqs"] = narrow(np.diff(np.append(at, len(term))))
        part.arrays[f"{name}/places"] = narrow(place)
        part.arrays[f"{name}/length"] = np.frombuffer(bytes(self._lengths), dtype=np.uint8)


class _Facet:
    """One facet: each record's values, as numbers of names as they are spelled."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._values = array("i")
        self._counts = array("i")

    def add(self, names: Iterable[str]) -> None:
        """The values of one more record."""
        numbers = [self._numbers[name] for name in dict.fromkeys(names)]
        self._values.extend(numbers)
        self._counts.append(len(numbers))

    def finish(self, part: Part, name: str) -> None:
        names = sorted(self._numbers)
        rank = np.empty(len(names), dtype=np.int32)
        rank[[self._numbers[n] for n in names]] = np.arange(len(names), dtype=np.int32)
        part.columns[f"{name}/names"] = Strings.of([n.encode("utf-8", "surrogatepass") for n in names])
        part.columns[f"{name}/folds"] = Strings.of([fold(n) for n in names])
        part.arrays[f"{name}/starts"] = starts_of(np.array(self._counts, dtype=np.int64))
        part.arrays[f"{name}/values"] = rank[np.array(self._values, dtype=np.int64)]
