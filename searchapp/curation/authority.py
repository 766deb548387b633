"""The authority: which names are one, as the user's own file says. Pure: `authority_file` reads the file.

A query that names one of an entry's forms is widened to all its forms, and says so. Two names are the same
when their words are (case, accents and possessives folded, acronyms kept apart: the alias IS is not "is").
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from searchapp.model import EntityKind
from searchapp.query.tree import And, Field, Node, Or, Phrase, Word, conjoin, disjoin
from searchapp.text.analysis import phrase_terms, same_name

MAX_NAME_WORDS = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One person, organization or place: the name it goes by, its other names, and names that are not it.

    Hidden aliases (misspellings, old code names) count as the others do, but are not shown to readers. An entry
    with `stories` holds in these only (ids): so one name that two people bear is split. It renames facet values
    there, and widens no query.
    """

    id: str
    kind: EntityKind
    preferred: str
    aliases: tuple[str, ...] = ()
    hidden_aliases: tuple[str, ...] = ()
    not_aliases: tuple[str, ...] = ()
    note: str = ""
    stories: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Every name that is it, the preferred one first."""
        kept = {phrase_terms(n): n for n in reversed((self.preferred, *self.aliases, *self.hidden_aliases))}
        for other in self.not_aliases:
            kept.pop(phrase_terms(other), None)
        kept.pop((), None)
        return tuple(reversed(kept.values()))


@dataclass(frozen=True, slots=True)
class Authority:
    """All entries of the user's file; empty where there is none."""

    entries: tuple[Entry, ...] = ()
    _by_name: dict[tuple[str, ...], Entry] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for entry in self.entries:
            for form in entry.forms if not entry.stories else ():
                self._by_name.setdefault(phrase_terms(form), entry)

    def named(self, name: str) -> Entry | None:
        """The entry that goes by this name."""
        return self._by_name.get(same_name(name))

    def labels(self, kinds: Collection[EntityKind]) -> dict[str, str]:
        """Each form of an entry of these kinds -> the preferred name that facets show for it."""
        everywhere = (e for e in self.entries if e.kind in kinds and not e.stories)
        return {form: e.preferred for e in everywhere for form in e.forms}

    def splits(self, kinds: Collection[EntityKind]) -> tuple[Entry, ...]:
        """The entries of these kinds that hold in some stories only."""
        return tuple(e for e in self.entries if e.kind in kinds and e.stories)

    def widen(self, node: Node) -> tuple[Node, tuple[str, ...]]:
        """The query with each name widened to all forms of its entry, and the names that this added."""
        if not self._by_name:
            return node, ()
        added: dict[str, None] = {}
        return self._widened(node, added), tuple(added)

    def _widened(self, node: Node, added: dict[str, None]) -> Node:
        match node:
            case Word(text=text) | Phrase(text=text):
                return self._with_forms(node, text, added)
            case And(nodes=nodes):
                return conjoin(self._widened_run(nodes, added))
            case Or(nodes=nodes):
                return disjoin([self._widened(n, added) for n in nodes])
            case Field(name=name, node=inner) if name in ("title", "text"):
                return Field(name, self._widened(inner, added))
            case _:
                return node

    def _widened_run(self, nodes: tuple[Node, ...], added: dict[str, None]) -> list[Node]:
        """The parts of an And, where several words in a row may be one name ("islamic state")."""
        out: list[Node] = []
        i = 0
        while i < len(nodes):
            for j in range(min(len(nodes), i + MAX_NAME_WORDS), i + 1, -1):
                words = [n.text for n in nodes[i:j] if isinstance(n, Word)]
                if len(words) == j - i and self.named(" ".join(words)):
                    out.append(self._with_forms(And(nodes[i:j]), " ".join(words), added))
                    i = j
                    break
            else:
                out.append(self._widened(nodes[i], added))
                i += 1
        return out

    def _with_forms(self, node: Node, name: str, added: dict[str, None]) -> Node:
        entry = self.named(name)
        if entry is None:
            return node
        others = [f for f in entry.forms if phrase_terms(f) != phrase_terms(name)]
        added.update(dict.fromkeys(f for f in others if f not in entry.hidden_aliases))
        return disjoin([node, *(Phrase(f) for f in others)])
