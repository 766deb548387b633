"""What Whoosh stores of a record: the schema, our tokens as its analyzer, positions in a compact form.

Stories and statements have text fields of their own, so that statements touch neither the document
frequencies nor the lengths that rank stories.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from sys import byteorder
from typing import Any

from whoosh import analysis as whoosh_analysis
from whoosh import fields, formats

from searchapp.engines.whoosh.layout import KIND_FIELDS
from searchapp.facets import FACET_KEYS
from searchapp.text.analysis import index_terms, tokenize, word_terms


class StoryAnalyzer(whoosh_analysis.Analyzer):  # type: ignore[misc]
    """Our tokens for Whoosh's own query parser and writer."""

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


Packed = bytes | int | tuple[int, ...]


class CompactPositions(formats.Positions):  # type: ignore[misc]
    """A posting's positions: as 32-bit numbers where Whoosh's own writer wants bytes, else as numbers.

    A block of numbers takes a fourth of the room of a block of bytes, which pickle spells out one by one.
    """

    def encode(self, poslist: list[int]) -> bytes:
        packed = array("I", poslist)
        if byteorder == "big":
            packed.byteswap()
        return packed.tobytes()

    def decode_positions(self, valuestring: Packed) -> list[int]:
        if isinstance(valuestring, int):
            return [valuestring]
        if isinstance(valuestring, tuple):
            return list(valuestring)
        packed = array("I")
        packed.frombytes(valuestring)
        if byteorder == "big":
            packed.byteswap()
        return packed.tolist()

    def decode_frequency(self, valuestring: Packed) -> int:
        return len(self.decode_positions(valuestring))


class StoryText(fields.TEXT):  # type: ignore[misc]
    """A text field of our tokens, each under its exact form, stem and acronym."""

    def __init__(self) -> None:
        super().__init__(analyzer=StoryAnalyzer(), phrase=True)
        self.format = CompactPositions()

    def index(self, value: str, **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What stock Whoosh's writer posts of a text: the same as `postings_file` writes in bulk."""
        positions: dict[str, list[int]] = {}
        for position, token in enumerate(tokenize(value)):
            for term in index_terms(token):
                positions.setdefault(term, []).append(position)
        for term, where in positions.items():
            yield term.encode("utf-8"), len(where), float(len(where)), self.format.encode(where)


def facet_field(key: str) -> str:
    """The index field that holds a facet's values."""
    return f"facet_{key}"


def make_schema() -> fields.Schema:
    """A new schema; Whoosh pickles it into the index."""
    return fields.Schema(
        key=fields.ID(unique=True, stored=True),
        kind=fields.ID(),
        published=fields.ID(),
        **{name: StoryText() for by_name in KIND_FIELDS.values() for name in by_name.values()},
        **{facet_field(key): fields.KEYWORD(scorable=False) for key in FACET_KEYS},
    )
