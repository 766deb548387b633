"""Which names the archive itself shows to be one person's: with and without an initial or a title, and a bare
surname in stories that never give the full name. Decisions of the program, apart from the user's. Pure.

Careful by rule: whom a second initial, Jr. or Sr. or Mrs tells apart stays apart; a surname goes to the one person
who bears it in nearly all full names of its time, or stays bare; and the names file stands above all of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from searchapp.curation.authority import Authority
from searchapp.text.analysis import fold_word, same_name
from searchapp.text.en_names import ARTICLES, BESIDE_GIVEN, PARTICLES, SHE, SUFFIXES, TITLES, WIFE
from searchapp.text.wording import count_of

LEAST_STORIES = 10
"""Stories with the full name, within the year around a story, before a surname alone is taken for it."""
LEAST_SHARE = 0.95
"""Of all stories of that year which give a full name with this surname."""
YEAR = 366
"""Days around a story, half of them before it; at the ends of an archive its first and its last year."""
_TITLES = TITLES | BESIDE_GIVEN | SHE
Why = Literal["initial", "title", "surname"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """A form of a name that is taken for a person, in how many stories, and why.

    Of a surname: `full` is the least number of stories with the person's full name in the year around one of
    these stories, `share` the least share that these have of all full names with the surname; `since` and `until`
    are the first and last day of the stories, None where none has a date.
    """

    form: str
    person: str
    why: Why
    stories: int
    full: int = 0
    share: float = 1.0
    since: date | None = None
    until: date | None = None

    @property
    def said(self) -> str:
        """That it was decided, in a sentence."""
        return f"“{self.form}” is taken for {self.person} in {count_of('story', self.stories)}."


@dataclass(frozen=True, slots=True)
class Uses:
    """The persons of an archive: their names, how many stories have each, which these are, and each story's day.

    `stories` gives the numbers of the stories that have a name (by its place in `names`), `day` the ordinal of a
    story's date, None where it has none. `first` and `last` are the days between which all stories lie.
    """

    names: Sequence[str]
    counts: Sequence[int]
    stories: Callable[[int], Sequence[int]]
    day: Callable[[int], int | None]
    first: int = 1
    last: int = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Placed:
    """A name that means a person in some stories; both by their places in `Uses.names`."""

    name: int
    person: int
    stories: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What was decided: names that mean another everywhere, surnames story by story, and what to say of it."""

    merged: Mapping[int, int] = field(default_factory=dict)
    placed: tuple[Placed, ...] = ()
    made: tuple[Resolution, ...] = ()


def resolve(uses: Uses, authority: Authority) -> Resolved:
    """What an archive shows to be one person's name, as far as the names file leaves it open."""
    said = _Said(authority)
    merged: dict[int, int] = {}
    placed: list[Placed] = []
    made: list[Resolution] = []
    given = _GivenNames(uses)
    for family in _families(uses):
        persons = _persons(family, uses, said)
        for person, names in persons.items():
            for name in names:
                if name != person:
                    merged[name] = person
                    made.append(_merge(uses, name, person))
        often = any(sum(uses.counts[n] for n in names) >= LEAST_STORIES for names in persons.values())
        for bare in family.bare if often else ():
            if not said.has(uses.names[bare]):
                for one, why in _Surname(family, persons, uses, given).placed(bare, said):
                    placed.append(one)
                    made.append(why)
    return Resolved(merged, tuple(placed), tuple(made))


def _merge(uses: Uses, name: int, person: int) -> Resolution:
    parts = parts_of(uses.names[name])
    why: Why = "title" if parts and parts.titles else "initial"
    return Resolution(uses.names[name], uses.names[person], why, uses.counts[name])


# -- the parts of a name ------------------------------------------------------------------------------


class Parts(NamedTuple):
    """A person's name, folded: titles, given name ("" of a bare surname), the names between, surname, suffix."""

    titles: frozenset[str]
    given: str
    middles: tuple[str, ...]
    surname: str
    suffix: str

    @property
    def initials(self) -> tuple[str, ...]:
        """The first letters of the names between."""
        return tuple(m[0] for m in self.middles)

    @property
    def key(self) -> tuple[str, ...]:
        """What one person's names share, titles and initials aside; of another's wife nothing is left aside."""
        spelled = () if all(len(m) == 1 for m in self.middles) else self.middles
        if self.titles & WIFE:
            spelled = (*sorted(self.titles), *self.middles, "")
        return (self.given, self.suffix, *spelled)


@lru_cache(maxsize=50_000)
def parts_of(name: str) -> Parts | None:
    """The parts of a person's name; None where it has none that a rule could go by."""
    words = name.replace(",", " ").split()
    titles, suffix = [], ""
    while words and (title := words[0].rstrip(".").lower()) in _TITLES:
        titles.append(title)
        words = words[1:]
    if len(words) > 1 and (suffix := SUFFIXES.get(words[-1].rstrip(".").lower(), "")):
        words = words[:-1]
    if not words or not all(_is_word(w) for w in words) or words[-1].lower() in PARTICLES:
        return None
    article, hyphen, rest = words[-1].partition("-")
    surname = fold_word(rest if hyphen and rest and article.lower() in ARTICLES else words[-1])
    before = [letter for w in words[:-1] if w.lower() not in PARTICLES for letter in _given(w)]
    if len(surname) < 2 or (not before and BESIDE_GIVEN.intersection(titles)):
        return None
    return Parts(frozenset(titles), before[0] if before else "", tuple(before[1:]), surname, suffix)


def _is_word(word: str) -> bool:
    return word.isalpha() or (word[0].isalpha() and all(c.isalpha() or c in ".'’-" for c in word))


def _given(word: str) -> list[str]:
    """A given name folded; initials that are written together ("J.R.") one by one."""
    if "." not in word and len(word) > 1:
        return [fold_word(word)]
    letters = [part for part in word.split(".") if part]
    return [part.casefold() for part in letters] if all(len(p) == 1 for p in letters) else [fold_word(word)]


# -- families -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Family:
    """All names with one surname, by their places: the bare ones, and the parts of the full ones."""

    surname: str
    bare: tuple[int, ...]
    full: Mapping[int, Parts]


def _families(uses: Uses) -> Iterator[_Family]:
    """The names by surname, of those surnames alone of which something may be decided.

    Most names of an archive are no one else's. Only what shares its last word is taken to its parts.
    """
    alike: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(uses.names):
        if uses.counts[i]:
            word = name[name.rfind(" ") + 1 :].rstrip(".").lower()
            if "-" in word or not word.isascii() or word in SUFFIXES:
                parts = parts_of(name)
                word = parts.surname if parts else word
            alike[word].append(i)
    for names in alike.values():
        if len(names) > 1 and _may_tell(names, uses):
            yield from _split(names, uses)


def _may_tell(names: Sequence[int], uses: Uses) -> bool:
    """Whether among these there are one word beside many stories, or two names that may be one person's, of which
    one has an initial or a title. Looks at letters alone, as most names stop here."""
    alone, letters, fuller = False, Counter[str](), set[str]()
    for i in names:
        words = uses.names[i].split(" ")
        first = next((n for n, w in enumerate(words) if w.rstrip(".").lower() not in _TITLES), len(words))
        if first < len(words) - 1:
            letters[letter := _first_letter(words[first])] += 1
            if first or len(words) > 2 or "." in words[1]:
                fuller.add(letter)
        else:
            alone = True
    if any((letters[letter] + letters[""] if letter else letters.total()) > 1 for letter in fuller):
        return True
    stories = sum(uses.counts[i] for i in names if fuller or " " in uses.names[i])
    return stories >= LEAST_STORIES and (alone or bool(fuller and letters[""]))


def _first_letter(word: str) -> str:
    """The first letter of a given name; "" where only the parts of the whole name tell."""
    plain = word.isascii() and word.replace(".", "").replace("-", "").isalpha()
    return word[0].lower() if plain and word.lower() not in PARTICLES else ""


def _split(names: Iterable[int], uses: Uses) -> Iterator[_Family]:
    """The families among names with one last word."""
    bare: dict[str, list[int]] = defaultdict(list)
    full: dict[str, dict[int, Parts]] = defaultdict(dict)
    for i in names:
        if parts := parts_of(uses.names[i]):
            if parts.given:
                full[parts.surname][i] = parts
            elif not parts.suffix and not parts.titles & SHE:
                bare[parts.surname].append(i)
    for surname, theirs in full.items():
        yield _Family(surname, tuple(bare[surname]), theirs)


class _GivenNames:
    """Who has a word for a given name; read once, when it is first asked."""

    def __init__(self, uses: Uses) -> None:
        self._uses = uses
        self._having: dict[str, list[int]] | None = None

    def having(self, word: str) -> list[int]:
        """The names that begin with a word, titles aside."""
        if self._having is None:
            self._having = defaultdict(list)
            for i, name in enumerate(self._uses.names):
                first, space, _ = name.partition(" ")
                if space and self._uses.counts[i]:
                    self._having[first.lower()].append(i)
        return self._having.get(word, [])


class _Said:
    """What the names file says of persons, as far as it forbids a decision."""

    def __init__(self, authority: Authority) -> None:
        persons = [e for e in authority.entries if e.kind == "person"]
        everywhere = {same_name(f) for e in persons if not e.stories for f in e.forms}
        self._known = everywhere | {same_name(e.preferred) for e in persons}
        self._apart = {
            frozenset((same_name(form), same_name(other)))
            for e in persons
            for other in e.not_aliases
            for form in e.forms
        }

    def has(self, name: str) -> bool:
        """Whether an entry goes by this name, which therefore keeps it."""
        return bool(self._known) and same_name(name) in self._known

    def apart(self, name: str, other: str) -> bool:
        """Whether these are said to be two."""
        return bool(self._apart) and frozenset((same_name(name), same_name(other))) in self._apart


# -- full names ---------------------------------------------------------------------------------------


def _persons(family: _Family, uses: Uses, said: _Said) -> dict[int, list[int]]:
    """The bearers of a surname, each by the name that it goes by, with all its names."""
    initials: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for parts in family.full.values():
        if parts.middles:
            initials[parts.given].add(parts.initials)
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for name, parts in family.full.items():
        one = len(initials[parts.given]) < 2 and len(parts.given) > 1
        groups[parts.key, () if one else parts.initials].append(name)
    persons: dict[int, list[int]] = {}
    for names in groups.values():
        names.sort(key=lambda n: _goes_by(n, family.full[n], uses, said))
        first, called = names[0], uses.names[names[0]]
        persons[first] = [first]
        for name in names[1:]:
            if said.has(uses.names[name]) or said.apart(called, uses.names[name]):
                persons[name] = [name]
            else:
                persons[first].append(name)
    return persons


def _goes_by(name: int, parts: Parts, uses: Uses, said: _Said) -> tuple[bool, bool, int, int, str]:
    """What puts a person's names in order, first the one it goes by: the file's, one without title, the usual."""
    called = uses.names[name]
    return not said.has(called), bool(parts.titles), -uses.counts[name], len(parts.middles), called


# -- surnames -----------------------------------------------------------------------------------------


class _Surname:
    """The stories that give full names with one surname, and who bears them."""

    def __init__(
        self, family: _Family, persons: Mapping[int, Sequence[int]], uses: Uses, given: _GivenNames
    ) -> None:
        self._uses = uses
        bearers: Counter[int] = Counter()
        theirs = {p: {s for n in names for s in uses.stories(n)} for p, names in persons.items()}
        for stories in theirs.values():
            bearers.update(stories)
        others = given.having(family.surname) if len(bearers) >= LEAST_STORIES else []
        self._usual = len(bearers) >= LEAST_STORIES and sum(uses.counts[n] for n in others) <= len(bearers)
        if not self._usual:
            return
        self._taken = bearers.keys() | {s for n in others for s in uses.stories(n)}
        self._all = self._days(bearers)
        alone = {p: self._days(s for s in stories if bearers[s] == 1) for p, stories in theirs.items()}
        self._alone = {p: days for p, days in alone.items() if len(days) >= LEAST_STORIES}

    def _days(self, stories: Iterable[int]) -> list[int]:
        """The days of some stories in order, those without one first, as 0."""
        return sorted(self._uses.day(s) or 0 for s in stories)

    def placed(self, bare: int, said: _Said) -> Iterator[tuple[Placed, Resolution]]:
        """The persons that the surname alone means, each with the stories in which it does."""
        if not self._usual:
            return
        stories: dict[int, list[int]] = defaultdict(list)
        evidence: dict[int, list[tuple[int, float]]] = defaultdict(list)
        known: dict[int | None, tuple[int, int, float] | None] = {}
        for story in self._uses.stories(bare):
            if story in self._taken:
                continue
            day = self._uses.day(story)
            if day not in known:
                known[day] = self._bearer(day)
            if found := known[day]:
                stories[found[0]].append(story)
                evidence[found[0]].append(found[1:])
        form = self._uses.names[bare]
        for person, where in stories.items():
            called = self._uses.names[person]
            if said.apart(called, form):
                continue
            days = [date.fromordinal(d) for s in where if (d := self._uses.day(s))]
            why = Resolution(
                form,
                called,
                "surname",
                len(where),
                full=min(full for full, _ in evidence[person]),
                share=min(share for _, share in evidence[person]),
                since=min(days, default=None),
                until=max(days, default=None),
            )
            yield Placed(bare, person, tuple(where)), why

    def _bearer(self, day: int | None) -> tuple[int, int, float] | None:
        """Who bears the surname in nearly all full names of the year around a day, in how many stories and what
        share; None where nobody does. Without a day all stories count."""
        since, until = (0, self._uses.last) if day is None else self._year(day)
        every = _between(self._all, since, until)
        for person, days in self._alone.items():
            mine = _between(days, since, until)
            if mine >= LEAST_STORIES and mine >= LEAST_SHARE * every:
                return person, mine, mine / every
        return None

    def _year(self, day: int) -> tuple[int, int]:
        """The first and last day of the year around one."""
        since = max(min(day - YEAR // 2, self._uses.last - YEAR), self._uses.first)
        return since, since + YEAR


def _between(days: Sequence[int], since: int, until: int) -> int:
    """How many of these days, which are in order, are between two."""
    return bisect_right(days, until) - bisect_left(days, since)
