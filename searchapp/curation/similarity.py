"""Which names may be one: suggestions for a person to decide on, never a merge.

Likeness alone is no evidence: Iran and Iraq are nearer to each other than two spellings of Deir ez-Zor. So each
suggestion says why it was made; what tells most stands first, and within it the company that both names keep (the
names mentioned with them). Two full names that stand in one story are two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from operator import itemgetter
from typing import NamedTuple

from searchapp.curation.bearers import Parts, parts_of
from searchapp.model import EntityKind
from searchapp.text.analysis import folded
from searchapp.text.en_names import WIFE
from searchapp.text.en_nicknames import may_be_short

SHORTEST_LIKE = 5
"""Letters; one letter more or less makes another word of a shorter name."""
SHORTEST_ALONE = 8
"""Letters of a name of one word, which has nothing else to go by."""
RARE = 2
"""Stories; what is misspelled is so in few."""
NEARLY_ALL = 0.8
"""Share of a surname's full names that are one person's before the surname alone may be his."""
LEAST_COMPANY = 0.02
"""Common company of names that are little evidence by themselves."""
BLOCK_LIMIT = 30
"""Names with one key; where more share it, the key says nothing."""
_ENDINGS = ("s", "n")
"""What makes a plural, or one who is from there."""
_PARTICLES = frozenset("al el ar as ash at az ez ad an the of de la le von van bin ibn abu".split())
_SOUNDS = (
    ("kh", "h"), ("gh", "k"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("tsch", "s"), ("tch", "s"),
    ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("dj", "k"), ("tz", "s"), ("ts", "s"), ("q", "k"),
    ("c", "k"), ("x", "ks"), ("j", "k"), ("g", "k"), ("w", "v"), ("z", "s"),
)  # fmt: skip
"""Letters that transliterations exchange, longest first."""
_GAP = re.compile(r"[\s-]+")
_ASSIMILATED = re.compile(r"^[ae]([dnrstz])(?=\1)")
"""An article written as it is heard before the word's own first letter."""
_DOUBLED, _once = re.compile(r"(.)\1+"), itemgetter(1)
_FINAL_H = re.compile(r"h\b")
_SILENT_H = re.compile(r"(?<=[^\W_aeiou])h(?=[^aeiou]|\Z)")
_VOWELS = str.maketrans("aeiyou", "aiiiuu")
"""Each vowel as one of three that are told apart."""
_BEFORE_VOWEL = re.compile(r"[aiu](?=[aiu])")
_NO_VOWEL = str.maketrans("", "", "aeiouyh")
WORDS_KEPT = 50_000
"""Of which is remembered how they sound."""


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


def suggestions(uses: Sequence[Use], *, kind: EntityKind | None = None) -> list[Suggestion]:
    """Pairs of names of a kind that may be one, the likeliest first; the more frequent name stands first.

    Without a kind they are of any. What the company tells is heeded where there is any.
    """
    return judged(candidates(uses, kind=kind), {u.name: u for u in uses})


def judged(pairs: Mapping[tuple[str, str], str], by_name: Mapping[str, Use]) -> list[Suggestion]:
    """The candidates that the company of their names speaks for, or not against, the likeliest first."""
    found: list[Suggestion] = []
    for (a, b), reason in pairs.items():
        first, second = sorted((by_name[a], by_name[b]), key=lambda u: (-u.count, u.name))
        if _are_two(first, second, reason):
            continue
        shared = shared_company(first.company, second.company)
        known = bool(first.company or second.company)
        if known and shared < LEAST_COMPANY and _is_weak(reason, first.name, second.name):
            continue
        found.append(Suggestion(first.name, second.name, reason, shared))
    rank = {reason: i for i, reason in enumerate(REASONS)}
    found.sort(key=lambda s: (rank[s.reason], -s.shared, -by_name[s.name].count, s.name, s.other))
    return _one_meaning(found)


def _are_two(a: Use, b: Use, reason: str) -> bool:
    """Whether two names stand in one story, as those of one person do not: a story spells a name in one way."""
    if a.name not in b.company and b.name not in a.company:
        return False
    spelled = reason == SOUND and _one_edit(folded(a.name), folded(b.name))
    return reason != INITIALS and not (spelled and " " not in a.name + b.name)


def _is_weak(reason: str, a: str, b: str) -> bool:
    """Whether a likeness tells little by itself: of names of one word, or of two letters."""
    if reason == INITIALS:
        return min(len(a), len(b)) < 3
    return reason in (SOUND, LETTER) and (" " not in a or " " not in b)


def _one_meaning(found: Sequence[Suggestion]) -> list[Suggestion]:
    """Of the names that one acronym may stand for, the likeliest."""
    out: list[Suggestion] = []
    meant: set[str] = set()
    for one in found:
        if one.reason == INITIALS:
            letters = one.name if one.name.isupper() else one.other
            if letters in meant:
                continue
            meant.add(letters)
        out.append(one)
    return out


def shared_company(a: Collection[str], b: Collection[str]) -> float:
    """Jaccard's coefficient of two sets of names; 0 where either is empty."""
    a, b = set(a), set(b)
    return len(a & b) / len(a | b) if a and b else 0.0


# -- candidates ---------------------------------------------------------------------------------------


class _Names(NamedTuple):
    """All names that are compared: how many stories have each, and how many names have each of their words."""

    counts: Mapping[str, int]
    words: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Likeness:
    """One way to be alike: names that share a key are compared by `holds`."""

    reason: str
    keys: Callable[[str], Iterator[str]]
    holds: Callable[[str, str, _Names], bool]
    persons: bool | None = None
    """Whether it is for persons alone, for all but persons, or (None) for all."""


def candidates(uses: Sequence[Use], *, kind: EntityKind | None = None) -> Mapping[tuple[str, str], str]:
    """Pairs and why, found by shared keys, so that no name is compared with every other; company not heeded."""
    counts = {u.name: u.count for u in uses if kind != "person" or _may_be_person(u.name)}
    words = Counter(word for name in counts for word in dict.fromkeys(folded(name).split()))
    names = _Names(counts, words)
    found: dict[tuple[str, str], str] = {}
    for likeness in LIKENESSES:
        if kind and likeness.persons not in (None, kind == "person"):
            continue
        blocks: dict[str, set[str]] = defaultdict(set)
        for name in counts:
            for key in likeness.keys(name):
                blocks[key].add(name)
        for block in blocks.values():
            if 2 <= len(block) <= BLOCK_LIMIT:
                for a, b in combinations(sorted(block), 2):
                    if folded(a) != folded(b) and likeness.holds(a, b, names):
                        found.setdefault((a, b), likeness.reason)
    surnames = _surnames(counts) if kind == "person" else {}
    return {**surnames, **{pair: reason for pair, reason in found.items() if pair not in surnames}}


def _may_be_person(name: str) -> bool:
    """Whether a name looks like a person's; a line in capitals, a word without a small letter does not."""
    return not name.isupper() and parts_of(name) is not None


def _surnames(counts: Mapping[str, int]) -> dict[tuple[str, str], str]:
    """Surnames alone, each with the one full name that it nearly always stands in."""
    bare: dict[str, str] = {}
    full: dict[str, Counter[str]] = defaultdict(Counter)
    given: Counter[str] = Counter()
    for name, count in counts.items():
        if parts := parts_of(name):
            if not parts.given and not parts.titles:
                bare[parts.surname] = name
            elif parts.given:
                full[parts.surname][name] += count
                given[parts.given] += count
    out: dict[tuple[str, str], str] = {}
    for surname, name in bare.items():
        total = full[surname].total()
        likeliest = full[surname].most_common(1)
        if not likeliest or given[surname] > total or counts[name] < RARE or likeliest[0][1] < RARE:
            continue
        if likeliest[0][1] >= NEARLY_ALL * total:
            first, second = sorted((name, likeliest[0][0]))
            out[first, second] = SURNAME
    return out


# -- ways to be alike ---------------------------------------------------------------------------------


def initials_keys(name: str) -> Iterator[str]:
    """An acronym and the name it stands for share this key."""
    if name.isupper() and name.isalpha() and 2 <= len(name) <= 6:
        yield name.casefold()
        return
    words = _GAP.split(name)
    large = [w[0] for w in words if w[:1].isupper()]
    cut_short = not words[-1][:1].isupper()
    if len(large) >= 2 and not cut_short and not name.isupper() and not any(c.isdigit() for c in name):
        yield "".join(large).casefold()


def _are_initials(a: str, b: str, names: _Names) -> bool:
    letters, spelled = (a, b) if a.isupper() else (b, a)
    return letters.isupper() != spelled.isupper() and letters not in spelled.split()


def surname_keys(name: str) -> Iterator[str]:
    """Full names of one surname and suffix share this key."""
    parts = parts_of(name)
    if parts and parts.given and not name.isupper() and not parts.titles & WIFE:
        yield f"{parts.surname} {parts.suffix}"


def _both(a: str, b: str) -> tuple[Parts, Parts] | None:
    """The parts of two full names; the one of fewer letters first."""
    first, second = parts_of(a), parts_of(b)
    if not first or not second:
        return None
    return (first, second) if len(a) <= len(b) else (second, first)


def _is_initial_of(a: str, b: str, names: _Names) -> bool:
    """ "J. Smith" and "John Smith"; "John Smith" and "Jane Smith" are not."""
    both = _both(a, b)
    return (
        both is not None
        and min(len(p.given) for p in both) == 1
        and both[0].given[0] == both[1].given[0]
        and both[0].given != both[1].given
        and not any(len(m) > 1 for p in both for m in p.middles if len(p.given) == 1)
        and _agree(both[0].initials, both[1].initials)
    )


def _is_middle_name_more(a: str, b: str, names: _Names) -> bool:
    """ "Karl Poehl" and "Karl Otto Poehl", where nobody else has this first name and surname."""
    both = _both(a, b)
    if not both or both[0].given != both[1].given or len(both[0].given) == 1:
        return False
    short, long = both
    return _agree(short.initials, long.initials) and any(len(m) > 1 for m in long.middles)


def _is_nickname(a: str, b: str, names: _Names) -> bool:
    """ "Chuck Schumer" and "Charles E. Schumer"."""
    both = _both(a, b)
    return bool(both and _agree(both[0].initials, both[1].initials) and may_be_short(both[0].given, both[1].given))


def _agree(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two lots of middle initials may be one person's."""
    return not a or not b or tuple(a) == tuple(b)


def sound_keys(name: str) -> Iterator[str]:
    """Names of the same sound share this key."""
    if len(key := skeleton(name)) >= 3:
        yield key
    if len(key := spoken(name)) >= SHORTEST_LIKE - 1:
        yield f"={key}"


def skeleton(name: str) -> str:
    """What is left of a name when transliterations are evened out: consonants, doubled ones once, no article."""
    return "".join(_sounds(word)[0] for word in _words(name))


def spoken(name: str) -> str:
    """A name as it is heard: its sounds, each run of vowels as its last, without a final h."""
    return _BEFORE_VOWEL.sub("", "".join(_sounds(word)[1] for word in _words(name)))


def _words(name: str) -> list[str]:
    words = folded(name).split()
    return [w for w in words if w not in _PARTICLES] or words


@lru_cache(maxsize=WORDS_KEPT)
def _sounds(word: str) -> tuple[str, str]:
    """What is left of a word in a skeleton, and the word as it is heard, its vowels evened out."""
    word = _evened(word)
    first = "a" if word[0] in "aeiou" else word[0]
    bare = _DOUBLED.sub(_once, first + word[1:].translate(_NO_VOWEL))
    heard = _SILENT_H.sub("", _DOUBLED.sub(_once, _FINAL_H.sub("", word)))
    return bare, heard.translate(_VOWELS)


def _evened(word: str) -> str:
    """A word in which each sound is spelled in one way."""
    word = _ASSIMILATED.sub("", word)
    for spelled, sound in _SOUNDS:
        word = word.replace(spelled, sound)
    return word


def _sounds_alike(a: str, b: str, names: _Names) -> bool:
    """Whether two names of one skeleton differ in one vowel at most, and not in the last letter."""
    x, y = spoken(a), spoken(b)
    if min(len(x), len(y)) < SHORTEST_LIKE - 1 or min(len(a), len(b)) < SHORTEST_LIKE or _told_apart(a, b):
        return False
    if x == y:
        return len(x) >= SHORTEST_LIKE or _one_edit(folded(a), folded(b)) or " " in a + b
    return x[-1:] == y[-1:] and len(x) >= SHORTEST_LIKE and _one_edit(x, y)


def deletion_keys(name: str) -> Iterator[str]:
    """Names one letter apart share one of these keys (each name with each of its letters left out)."""
    text = folded(name)
    if len(text) >= SHORTEST_LIKE and not text.isdigit():
        yield text
        yield from (text[:i] + text[i + 1 :] for i in range(1, len(text)))


def _one_letter(a: str, b: str, names: _Names) -> bool:
    """Whether the rarer of two names is a misspelling: one word of it is no one else's, and no plural."""
    x, y = folded(a), folded(b)
    if not _one_edit(x, y) or _told_apart(a, b) or any(x + end == y or y + end == x for end in _ENDINGS):
        return False
    rarer, other = sorted((a, b), key=lambda n: names.counts[n])
    if names.counts[rarer] > RARE or (" " not in x and min(len(x), len(y)) < SHORTEST_ALONE):
        return False
    odd = [w for w in folded(rarer).split() if w not in folded(other).split()]
    return len(odd) == 1 and len(odd[0]) >= SHORTEST_LIKE and names.words[odd[0]] == 1


def _told_apart(a: str, b: str) -> bool:
    """Whether a suffix or Mrs makes two names two, however alike they are."""
    first, second = parts_of(a), parts_of(b)
    return bool(first and second and (first.suffix, first.titles & WIFE) != (second.suffix, second.titles & WIFE))


def _one_edit(a: str, b: str) -> bool:
    """Whether one letter was changed, added, left out, or swapped with the next; the first letter is the same."""
    if abs(len(a) - len(b)) > 1 or a[:1] != b[:1] or a == b:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[i + 1 :] == shorter[i:]


SURNAME = "the surname of the other"
INITIALS = "the initials of the other"
SOUND = "sounds alike"
LETTER = "one letter differs"
LIKENESSES = (
    _Likeness("same surname and initial", surname_keys, _is_initial_of, persons=True),
    _Likeness("a middle name more", surname_keys, _is_middle_name_more, persons=True),
    _Likeness("a nickname of the other", surname_keys, _is_nickname, persons=True),
    _Likeness(INITIALS, initials_keys, _are_initials, persons=False),
    _Likeness(SOUND, sound_keys, _sounds_alike),
    _Likeness(LETTER, deletion_keys, _one_letter),
)
"""Every likeness, what tells most first; of two that hold of a pair the first is told."""
REASONS = (SURNAME, *(likeness.reason for likeness in LIKENESSES))
