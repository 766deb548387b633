"""Which names may be one where they are counted, so that nobody is not heard who may have been. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.curation.similarity import Use, suggestions
from searchapp.text.analysis import folded

_TITLES = frozenset(
    """mr mrs ms miss dr prof professor sir dame lord lady president minister premier chancellor senator governor
    mayor judge king queen prince princess sheikh gen general col colonel lt lieutenant maj major capt captain sgt
    sergeant commander spokesman spokeswoman spokesperson""".split()
)


def kin_of(names: Sequence[str], others: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By each of these names the others that may be the same: parts of it, its initials, or spelled nearly so."""
    near: dict[str, set[str]] = {name: set() for name in names}
    if not names:
        return {}
    for pair in suggestions([Use(name, 0) for name in dict.fromkeys([*names, *others])]):
        for name, other in ((pair.name, pair.other), (pair.other, pair.name)):
            if name in near:
                near[name].add(other)
    return {name: tuple(o for o in others if o != name and (o in near[name] or may_be(o, name))) for name in near}


def may_be(name: str, other: str) -> bool:
    """Whether one name is the other with words left out, titles apart: "Alloush" and "Omar Alloush"."""
    a, b = sorted((words_of(name), words_of(other)), key=len)
    rest = iter(b)
    return bool(a) and all(word in rest for word in a)


def words_of(name: str) -> list[str]:
    """A name's words, folded, without titles where it has others."""
    words = folded(name).split()
    return [w for w in words if w not in _TITLES] or words
