"""The help page: each example is a search of this archive's own words and names, with what it finds here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from searchapp.curation.authority import Authority
from searchapp.engines import Index
from searchapp.facets import BY_KEY, FACET_KEYS
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit
from searchapp.query.tree import FIELDS, Field, Phrase, Word
from searchapp.text.analysis import is_function_word, tokenize
from searchapp.text.wording import count_of
from searchapp.web.front.pages import HelpPage, HelpRow
from searchapp.web.question import ask
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Link

NEWEST = 20
"""Stories out of which words for examples are taken."""
LEAST_LETTERS = 4
_MOST_VALUES = 8


@dataclass(frozen=True, slots=True)
class Drawn:
    """What examples are made of: two words side by side, a third, a day, and values of facets, commonest first."""

    words: tuple[str, str, str] = ("foreign", "fighters", "convoy")
    day: date = date(2017, 10, 14)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)


class _Row(NamedTuple):
    """Queries of which the first that finds something is the example, and what it asks for."""

    queries: tuple[str, ...]
    says: str


_TOLD: dict[str, str] = {
    "title": "The word is in the title.",
    "text": "The word is in the text.",
    "outlet": "Stories from this outlet.",
    "speaker": "Stories in which this person or group is quoted, or what they said is told.",
    "person": "Stories that name this person.",
    "organization": "Stories that name this organization.",
    "place": "Stories that name this place.",
    "tag": "Stories to which somebody here has given this tag.",
    "event": "Stories that tell of this event, by the name that it has in its address.",
    "reporting": "Stories that are an outlet’s own reporting (own), share passages with others (shared), or stand"
    " elsewhere nearly word for word (reprint).",
    "mode": "Stories in which something is told this way: direct is in quotation marks, indirect is in the"
    " outlet’s own words, mixed is some of both.",
    "verb": "Stories in which somebody says something with a verb of this kind: says, denies, warns and others.",
    "polarity": "Stories in which somebody denied something, asked it, or refused to say it.",
    "source": "Stories with a source that is not named, as in “a spokesman said”.",
    "certainty": "Stories with statements that are more likely wrong than right.",
    "section": "Stories from this part of a newspaper or site, where that is known.",
    "filetype": "Stories that came in a file of this type.",
    "lacks": "Stories of which something is not known: the title, outlet, date, byline, address or language.",
    "doubt": "Stories that may not be complete, or not be stories; the word says why.",
}
"""What each field asks for."""
_TELLING: dict[str, tuple[str, ...]] = {
    "polarity": ("denied", "asked", "refused"),
    "source": ("unnamed",),
    "certainty": ("uncertain",),
    "lacks": ("date", "byline", "title", "outlet", "address", "language"),
}
"""Values that tell something; where they are not named here, the commonest does."""
_ACRONYMS = ("US", "IS", "WHO", "IT")
KEYS: tuple[tuple[str, str], ...] = (
    ("/", "go to the search box"),
    ("j", "next result, or next mark in a story"),
    ("k", "previous result, or previous mark"),
    ("o", "open the result"),
    ("?", "this page"),
    ("Esc", "close the suggestions or a menu, leave the search box"),
)


def help_page(index: Index | None, authority: Authority, shown: tuple[str, ...] = FACET_KEYS) -> HelpPage:
    """How to ask, of an archive that shows these facets; None where there is none yet."""
    drawn = _drawn(index) if index else Drawn()
    words, fields = list(_words(drawn)), list(_fields(drawn, shown))
    queries = [q for row in (*words, *fields) for q in row.queries]
    found: dict[str, int] = {}
    if index:
        asked = [ask(SearchState(q=q), authority).request(widen=True) for q in queries]
        found = dict(zip(queries, index.counts(asked), strict=True))
    return HelpPage(
        title="Help",
        words=tuple(_shown(row, found) for row in words),
        fields=tuple(_shown(row, found) for row in fields),
        keys=KEYS,
    )


def _shown(row: _Row, found: dict[str, int]) -> HelpRow:
    """The first query of a row that finds something, as a link; else the first of all, as words alone."""
    q = next((q for q in row.queries if found.get(q)), row.queries[0])
    n = found.get(q, 0)
    return HelpRow(Link(q, SearchState(q=q).url() if n else "", count_of("story", n) if n else ""), row.says)


def _words(drawn: Drawn) -> Iterator[_Row]:
    a, b, c = (str(Word(word)) for word in drawn.words)
    phrase = str(Phrase(f"{drawn.words[0]} {drawn.words[1]}"))
    yield _Row((f"{a} {b}",), "Both words, in any of their forms: report also finds reports and reporting.")
    yield _Row((phrase,), "Exactly these words, one after the other.")
    yield _Row((f"{a} OR {c}",), "Either word, or both.")
    yield _Row((f"{a} -{c}", f"{c} -{a}", f"{b} -{c}"), "The first word without the second. NOT says the same.")
    yield _Row((f"{drawn.words[0][:LEAST_LETTERS]}*",), "Any word that begins like this.")
    yield _Row((f"{a} NEAR/5 {b}",), "Both words, at most five words apart.")
    yield _Row((f"({a} OR {c}) {b}", f"({a} OR {c}) {a}"), "Brackets keep together what belongs together.")
    yield _Row(_ACRONYMS, "In capitals, a short word is an abbreviation: US is the country, us is not.")
    yield _Row((f"after:{drawn.day}",), "Published on this day or later.")
    yield _Row((f"before:{drawn.day.year}-{drawn.day.month:02}",), "Published in this month or earlier.")


def _fields(drawn: Drawn, shown: Sequence[str]) -> Iterator[_Row]:
    for key in FIELDS:
        if key not in FACET_KEYS:
            yield _Row(tuple(str(Field(key, Word(word))) for word in drawn.words), _TOLD[key])
        elif key in shown:
            values = _TELLING.get(key) or drawn.values.get(key) or ("name",)
            says = _TOLD.get(key, f"Stories with this as their {BY_KEY[key].label.lower()}.")
            yield _Row(tuple(_only(key, value) for value in values), says)


def _only(key: str, value: str) -> str:
    return str(Field(key, Phrase(value) if " " in value else Word(value)))


def _drawn(index: Index) -> Drawn:
    """Words of the newest stories, a day in the middle, and the commonest values."""
    request = SearchRequest(
        sort="newest", limit=NEWEST, facets=FACET_KEYS, facet_size=_MOST_VALUES, sideways=False
    )
    result = index.search(request)
    pairs = list(dict.fromkeys(pair for hit in result.hits for pair in _pairs(hit)))
    words = Drawn().words
    if pairs:
        (a, b), *rest = pairs
        third = (word for pair in rest for word in pair if word not in (a, b))
        words = a, b, next(third, b)
    buckets = [bucket for bucket in result.timeline.buckets if bucket.count]
    day = buckets[len(buckets) // 2].first if buckets else Drawn().day
    values = {f.key: tuple(v.value for v in f.values if v.count) for f in result.facets}
    return Drawn(words, day, values)


def _pairs(hit: Hit) -> Iterator[tuple[str, str]]:
    """Words that stand side by side in a hit and mean something by themselves."""
    for runs in (hit.title, hit.snippet):
        text = "".join(run.text for run in runs)
        for first, second in pairwise(tokenize(text)):
            pair = text[first.start : first.end].lower(), text[second.start : second.end].lower()
            if second.start == first.end + 1 and all(map(_means_something, pair)) and pair[0] != pair[1]:
                yield pair


def _means_something(word: str) -> bool:
    return len(word) >= LEAST_LETTERS and word.isalpha() and not is_function_word(word)
