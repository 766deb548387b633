"""What common nouns mean, as far as it tells who may speak: persons and groups, and what is written or counted.

A value, no rules and no language. The long list stands in a file beside the lexicons, read when it is first asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from searchapp.enrich.lexicon.patterns import NEVER, NONE, Pattern, Words

_LISTS = Path(__file__).resolve().parent.parent / "lexicon"
NounKind = Literal["person", "group", "document", "part", "thing"]
"""A "part" stands for what is counted by it: "half of voters"."""


@dataclass(frozen=True, kw_only=True)
class Nouns:
    """Nouns by what they mean; a noun that stands nowhere is a thing."""

    listed: str = ""
    """The file of nouns: each kind in a section, headed "[person]", a word a line."""
    persons: Words = NONE
    """Such words besides those of the file."""
    groups: Words = NONE
    documents: Words = NONE
    """What is written, counted or found out, and may be cited like somebody: "the indictment"."""
    acts: Words = NONE
    """What somebody does or holds to say something: "a rally demanding that …"."""
    parts: Words = NONE
    things: Words = NONE
    """Words of the file that are more often things in the news."""
    counted: Words = NONE
    """Words that stand alone for persons: "some", "others"."""
    number: Pattern = NEVER
    """A number, which may do so too."""
    aged: Pattern = NEVER
    """A person called by an age: "34-year-old"."""
    persons_end: tuple[str, ...] = ()
    """How nouns end, but those of the file, that name a person: "assemblywoman"."""
    singulars: Mapping[str, str] = field(default_factory=dict)
    """The ending of a singular by that of its plural, in the order they are tried."""

    @cached_property
    def _kinds(self) -> dict[str, NounKind]:
        kinds: dict[str, NounKind] = dict(_read(self.listed)) if self.listed else {}
        by_hand: tuple[tuple[NounKind, Words], ...] = (
            ("person", self.persons),
            ("group", self.groups),
            ("thing", self.things),
            ("document", self.documents),
            ("part", self.parts),
        )
        for kind, words in by_hand:
            kinds |= dict.fromkeys(words, kind)
        return kinds

    def kind_of(self, noun: str) -> NounKind:
        """What a noun in lower case means, whatever its number."""
        kinds = self._kinds
        if noun in kinds:
            return kinds[noun]
        for plural, singular in self.singulars.items():
            if noun.endswith(plural) and (one := noun.removesuffix(plural) + singular) in kinds:
                return kinds[one]
        if self.number.fullmatch(noun):
            return "part"
        if self.aged.fullmatch(noun) or noun.endswith(self.persons_end):
            return "person"
        last = noun.rpartition("-")[2]
        return self.kind_of(last) if last not in ("", noun) else "thing"


def _read(name: str) -> Iterator[tuple[str, NounKind]]:
    by_heading: dict[str, NounKind] = {f"[{kind}]": kind for kind in get_args(NounKind)}
    kind: NounKind = "thing"
    for line in (_LISTS / name).read_text(encoding="utf-8").splitlines():
        if line in by_heading:
            kind = by_heading[line]
        elif not line.startswith("#"):
            yield line, kind
