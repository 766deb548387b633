"""What Whoosh stores of a record: the schema, our tokens as its analyzer, positions in a compact form.

Stories and statements have text fields of their own, so that statements touch neither the document
frequencies nor the lengths that rank stories.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from sys import byteorder
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import analysis as whoosh_analysis
from whoosh import fields, formats

from searchapp.analysis import Token, index_terms, tokenize, word_terms
from searchapp.facets import FACET_KEYS
from searchapp.model import RecordKind

SCHEMA_VERSION = "2"
"""Raised whenever an index of the code before can't be read by the code after."""

KIND_FIELDS: dict[RecordKind, dict[str, str]] = {
    "story": {"title": "title", "text": "text"},
    "statement": {"title": "said_title", "text": "said"},
}
"""By kind of record: text field of the query language -> field in the index."""

SCORED_FIELDS: tuple[str, ...] = tuple(f for by_name in KIND_FIELDS.values() for f in by_name.values())


class StoryAnalyzer(whoosh_analysis.Analyzer):  # type: ignore[misc]
    """Our tokens for Whoosh's own query parser and tools; at index time `StoryText` posts them itself."""

    def __call__(self, value: str, mode: str = "", **kwargs: Any) -> Iterator[Any]:
        if mode == "query":
            for position, term in enumerate(word_terms(value)):
                yield whoosh_analysis.Token(text=term, pos=position, positions=True, boost=1.0, stopped=False)
            return
        for position, token in enumerate(tokenize(value)):
            for term in index_terms(token):
                yield whoosh_analysis.Token(
                    text=term, pos=position, startchar=token.start, endchar=token.end,
                    positions=True, chars=True, boost=1.0, stopped=False,
                )  # fmt: skip


class CompactPositions(formats.Positions):  # type: ignore[misc]
    """A posting's positions as little-endian 32-bit numbers, ascending: a whole block decodes in one step."""

    def encode(self, poslist: list[int]) -> bytes:
        packed = array("I", poslist)
        if byteorder == "big":
            packed.byteswap()
        return packed.tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        packed = array("I")
        packed.frombytes(valuestring)
        if byteorder == "big":
            packed.byteswap()
        return packed.tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        return len(valuestring) // 4


class TokenizedText(str):
    """A text that brings its tokens along, so that they are made once for the postings and the offsets."""

    __slots__ = ("tokens",)
    tokens: list[Token]

    def __new__(cls, text: str) -> TokenizedText:
        self = super().__new__(cls, text)
        self.tokens = tokenize(text)
        return self

    def packed_offsets(self) -> bytes:
        """Where each token starts, and how long it is, as `unpack_offsets` reads it."""
        starts = np.array([t.start for t in self.tokens], dtype="<u4")
        lengths = np.array([t.end - t.start for t in self.tokens], dtype="<u4")
        return np.concatenate([starts, lengths]).tobytes()


def unpack_offsets(packed: bytes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The starts and ends of a text's tokens, as code points."""
    both = np.frombuffer(packed, dtype="<u4").astype(np.int64).reshape(2, -1)
    return both[0], both[0] + both[1]


class StoryText(fields.TEXT):  # type: ignore[misc]
    """A text field that posts our tokens directly, each under its exact form, stem and acronym."""

    def __init__(self) -> None:
        super().__init__(analyzer=StoryAnalyzer(), phrase=True)
        self.format = CompactPositions()

    def index(self, value: str, **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        positions: dict[str, list[int]] = {}
        tokens = value.tokens if isinstance(value, TokenizedText) else tokenize(value)
        for position, token in enumerate(tokens):
            for term in index_terms(token):
                found = positions.get(term)
                if found is None:
                    positions[term] = [position]
                else:
                    found.append(position)
        encode = self.format.encode
        for term, where in positions.items():
            yield term.encode("utf-8"), len(where), float(len(where)), encode(where)


def facet_field(key: str) -> str:
    """The index field that holds a facet's values."""
    return f"facet_{key}"


def make_schema() -> fields.Schema:
    """A new schema; Whoosh pickles it into the index."""
    return fields.Schema(
        key=fields.ID(unique=True),
        kind=fields.ID(),
        story=fields.ID(),
        published=fields.ID(),
        row=fields.STORED(),
        payload=fields.STORED(),
        offsets=fields.STORED(),
        **{name: StoryText() for name in SCORED_FIELDS},
        **{facet_field(key): fields.KEYWORD(scorable=False) for key in FACET_KEYS},
    )
