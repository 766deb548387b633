"""Which names may be one: suggestions for a person to decide on, never a merge.

Likeness alone is no evidence: Iran and Iraq are nearer to each other than two spellings of Deir ez-Zor. So
each suggestion says why it was made, and the company that both names keep (the names mentioned with them)
ranks it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from searchapp.text.analysis import folded

SHORTEST_LIKE = 5
"""Letters; one letter more or less makes another word of a shorter name."""
BLOCK_LIMIT = 30
"""Names with one key; where more share it, the key says nothing."""
_PARTICLES = frozenset("al el ar as ash at az ez ad an the of de la le von van bin ibn abu".split())
_SOUNDS = (
    ("kh", "h"), ("gh", "k"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("tsch", "s"), ("tch", "s"),
    ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("dj", "k"), ("tz", "s"), ("ts", "s"), ("q", "k"),
    ("c", "k"), ("x", "ks"), ("j", "k"), ("g", "k"), ("w", "v"), ("p", "b"), ("z", "s"),
)  # fmt: skip
"""Letters that transliterations exchange, longest first."""


@dataclass(frozen=True, slots=True)
class Use:
    """A name, how many stories have it, and the names that stand with it."""

    name: str
    count: int
    company: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two names that may be one, why, and the share of their company that is common (0..1)."""

    name: str
    other: str
    reason: str
    shared: float


def suggestions(uses: Sequence[Use]) -> list[Suggestion]:
    """Pairs of names of one kind that may be one, the likeliest first; the more frequent name stands first."""
    by_name = {u.name: u for u in uses}
    out = []
    for (a, b), reason in _pairs(list(by_name)).items():
        first, second = sorted((by_name[a], by_name[b]), key=lambda u: (-u.count, u.name))
        out.append(Suggestion(first.name, second.name, reason, shared_company(first.company, second.company)))
    return sorted(out, key=lambda s: (-s.shared, -by_name[s.name].count, s.name, s.other))


def shared_company(a: Collection[str], b: Collection[str]) -> float:
    """Jaccard's coefficient of two sets of names; 0 where either is empty."""
    a, b = set(a), set(b)
    return len(a & b) / len(a | b) if a and b else 0.0


def _pairs(names: Sequence[str]) -> Mapping[tuple[str, str], str]:
    """Candidate pairs and why, found by shared keys, so that no name is compared with every other."""
    found: dict[tuple[str, str], str] = {}
    for reason, keys in (
        ("the initials of the other", initials_keys),
        ("sounds alike", sound_keys),
        ("one letter differs", deletion_keys),
        ("same surname and initial", surname_keys),
    ):
        blocks: dict[str, set[str]] = defaultdict(set)
        for name in names:
            for key in keys(name):
                blocks[key].add(name)
        for key, block in blocks.items():
            if 2 <= len(block) <= BLOCK_LIMIT and key:
                for a, b in combinations(sorted(block), 2):
                    if folded(a) != folded(b) and _plausible(reason, a, b):
                        found.setdefault((a, b), reason)
    return found


def _plausible(reason: str, a: str, b: str) -> bool:
    """Whether two names that share a key may be one after all."""
    if reason == "the initials of the other":
        return a.isupper() != b.isupper()
    if reason == "one letter differs":
        return _one_edit(folded(a), folded(b))
    if reason == "sounds alike":
        pairs = list(zip(_words(a), _words(b), strict=False))
        short = any(x != y and min(len(x), len(y)) < SHORTEST_LIKE for x, y in pairs)
        return not short or len(_words(a)) != len(_words(b)) or len(pairs) == 1
    if reason == "same surname and initial":
        return any(len(folded(n).split()[0]) == 1 for n in (a, b))
    return True


def skeleton(name: str) -> str:
    """What is left of a name when transliterations are evened out: consonants, doubled ones once, no article."""
    out = []
    for word in _words(name):
        word = re.sub(r"^[ae]([dnrstz])(?=\1)", "", word)
        for spelled, sound in _SOUNDS:
            word = word.replace(spelled, sound)
        word = re.sub(r"^[aeiou]", "a", word[:1]) + re.sub(r"[aeiouyh]", "", word[1:])
        out.append(re.sub(r"(.)\1+", r"\1", word))
    return "".join(out)


def _words(name: str) -> list[str]:
    words = folded(name).split()
    return [w for w in words if w not in _PARTICLES] or words


def sound_keys(name: str) -> Iterator[str]:
    """Names of the same sound share this key."""
    key = skeleton(name)
    if len(key) >= 3:
        yield key


def deletion_keys(name: str) -> Iterator[str]:
    """Names one letter apart share one of these keys (each name with each of its letters left out)."""
    text = folded(name)
    if len(text) >= SHORTEST_LIKE and not text.isdigit():
        yield text
        yield from (text[:i] + text[i + 1 :] for i in range(1, len(text)))


def initials_keys(name: str) -> Iterator[str]:
    """An acronym and the name it stands for share this key."""
    if name.isupper() and name.isalpha() and 2 <= len(name) <= 6:
        yield name.casefold()
        return
    words = [w for w in re.split(r"[\s-]+", name) if w[:1].isupper()]
    if len(words) >= 2:
        yield "".join(w[0] for w in words).casefold()


def surname_keys(name: str) -> Iterator[str]:
    """ "J. Smith" and "John Smith" share this key; "John Smith" and "Jane Smith" do not."""
    words = folded(name).split()
    if len(words) >= 2 and not name.isupper():
        yield f"{words[0][0]} {words[-1]}"


def _one_edit(a: str, b: str) -> bool:
    """Whether one letter was changed, added, left out, or swapped with the next; the first letter is the same."""
    if abs(len(a) - len(b)) > 1 or a[:1] != b[:1] or a == b:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[i + 1 :] == shorter[i:]
