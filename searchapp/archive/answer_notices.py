"""What is to be said beside an answer: words it does without, and chosen values that the archive does not have.

Wires a request to an index; the pages, the API and the commands say the same lines.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace

from searchapp.archive.rounds import Part, alone
from searchapp.curation.bearers import Resolution
from searchapp.engines import Index
from searchapp.facets import BY_KEY
from searchapp.query.loosening import loosened
from searchapp.query.request import UNCERTAIN_TOO, Filter, SearchRequest
from searchapp.query.result import FacetCount, SearchResult
from searchapp.text.analysis import folded
from searchapp.text.wording import NOUNS, count_of, either, names, number

MOST_NAMED = 3
MOST_COMPARED = 5000
"""Values that a mistyped one is compared with; of more, the most frequent."""


def taken(index: Index, request: SearchRequest) -> tuple[tuple[Filter, Resolution], ...]:
    """The chosen names that the archive takes for someone's, in all stories or in some, and for whose."""
    return tuple(
        (f, resolution)
        for f in request.filters
        if "person" in BY_KEY[f.key].names and f.value
        for resolution in index.resolutions
        if resolution.form.casefold() == f.value.casefold()
    )


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A chosen (or excluded) value that the facet does not have, and values that may be meant.

    Each `count` is the total with that value in its place, 0 where it is not in this answer at all.
    """

    filter: Filter
    meant: tuple[FacetCount, ...]

    @property
    def said(self) -> str:
        """That there is no such value."""
        left_out = "; nothing was left out by it" if self.filter.exclude else ""
        return f"No {self.filter.key} is called “{self.filter.value[:80]}”{left_out}."

    @property
    def asked(self) -> str:
        """Which values may be meant, as a question; "" where none is near."""
        names = [f"“{v.label}” ({number(v.count)})" if v.count else f"“{v.label}”" for v in self.meant]
        return f"Did you mean {either(names)}?" if names else ""

    def __str__(self) -> str:
        return f"{self.said} {self.asked}".strip()


def misnamed(index: Index, request: SearchRequest, result: SearchResult) -> tuple[Misnamed, ...]:
    """The filters whose value no record of the archive has."""
    return alone(index, misnamed_part(request, result))


def misnamed_part(request: SearchRequest, result: SearchResult) -> Part[tuple[Misnamed, ...]]:
    """`misnamed`, asked for beside other parts of an answer."""
    there = {(f.key, v.value) for f in result.facets for v in f.values if v.count}
    absent = [f for f in request.filters if f.value and (f.key, f.value) not in there]
    asked: list[SearchRequest] = []
    for f in absent:
        whole = (Filter(f.key, f.value), *((UNCERTAIN_TOO,) if f.key != UNCERTAIN_TOO.key else ()))
        asked.append(_all_values(SearchRequest(kind=request.kind, filters=whole), f.key))
        others = tuple(g for g in request.filters if g != f)
        asked.append(_all_values(replace(request, filters=others), f.key))
    if not asked:
        return ()
    found = [answer.facets[0].values for answer in (yield asked)]
    out: list[Misnamed] = []
    for f, known, counted in zip(absent, found[::2], found[1::2], strict=True):
        if not any(v.count for v in known if v.state == "only"):
            out.append(Misnamed(f, _meant(f, tuple(v for v in known if v.count), counted)))
    return tuple(out)


def _all_values(request: SearchRequest, key: str) -> SearchRequest:
    """A request for all values of a facet."""
    return replace(request.bare, facets=(key,), facet_size=0)


def _meant(f: Filter, known: tuple[FacetCount, ...], here: tuple[FacetCount, ...]) -> tuple[FacetCount, ...]:
    """Values that have the given one in their name, else those spelled nearly so; the most frequent first.

    `known` are those of the archive, `here` those under the other filters.
    """
    wanted = folded(f.value)
    near = {v.value for v in known if wanted and wanted in folded(v.label)}
    if not near:
        spelled = {folded(v.label): v.value for v in reversed(known[:MOST_COMPARED])}
        near = {spelled[s] for s in difflib.get_close_matches(wanted, spelled, MOST_NAMED)}
    counted = [v for v in here if v.value in near and v.count]
    absent = [v._replace(count=0) for v in known if v.value in near]
    return tuple((counted or absent)[:MOST_NAMED])


def fewer_words(index: Index, request: SearchRequest, result: SearchResult) -> str:
    """That an answer does without some of the words; "" where it has them all."""
    return alone(index, fewer_words_part(request, result))


def fewer_words_part(request: SearchRequest, result: SearchResult) -> Part[str]:
    """`fewer_words`, asked for beside other parts of an answer."""
    if request.match == "any" or result.had >= result.wanted or not result.total:
        return ""
    least = f"these have {_had(request, result)}"
    (every,) = yield [request.bare.strict]
    if n := every.total:
        return f"{count_of(request.kind, n)} {'has' if n == 1 else 'have'} all of these words; {least}."
    return f"No {NOUNS[request.kind][0]} has all of these words; {least}."


def _had(request: SearchRequest, result: SearchResult) -> str:
    """How many an answer has of the words that were looked for."""
    n = len(loosened(request.node).words)
    return f"at least {result.had} of {n}" if result.had < n else "all but the commonest"


def uncounted(request: SearchRequest, result: SearchResult) -> tuple[str, ...]:
    """Which words an answer was found without looking for, in a line; none where all were looked for."""
    widened = request.widen and result.had < result.wanted
    if request.match == "all" and not request.least and not widened:
        return ()
    words = dict.fromkeys(str(node) for node in loosened(request.node).uncounted)
    return (f"Not looked for, since most stories have them: {names(tuple(words))}.",) if words else ()


def unwidened(index: Index, request: SearchRequest, result: SearchResult, *, how: str) -> str:
    """What widening would find where nothing has all of the words; `how` is what asks for it. "" where nothing."""
    narrow = request.match == "all" and not request.least and not request.widen
    if result.total or not narrow or loosened(request.node).size < 2:
        return ""
    found = index.search(replace(request.bare, widen=True))
    if not found.total:
        return ""
    there = "there is 1 that has" if found.total == 1 else f"there are {number(found.total)} that have"
    noun = NOUNS[request.kind][0]
    return f"No {noun} has all of these words; with {how} {there} {_had(request, found)}."


def in_stories(index: Index, request: SearchRequest, result: SearchResult) -> str:
    """How many statements stand in stories that have the words, where none has them itself; "" where none does."""
    if result.total or request.kind == "story" or request.in_stories:
        return ""
    n = index.count(replace(request.bare, within="story", widen=False))
    if not n:
        return ""
    stand, them = ("stands in a story that has", "it") if n == 1 else ("stand in stories that have", "them")
    return f"{count_of('statement', n)} {stand} these words; in=story (--in story) finds {them}."


def beside(
    index: Index, request: SearchRequest, result: SearchResult, *, how: str, strict: bool = False
) -> tuple[str, ...]:
    """All that is to be said of an answer beside its hits; `strict` leaves out what widening would find."""
    words = fewer_words(index, request, result)
    if not words and not strict:
        words = unwidened(index, request, result, how=how)
    resolved = taken(index, request)
    others = [str(m) for m in misnamed(index, request, result) if m.filter not in dict(resolved)]
    told = in_stories(index, request, result)
    said = (*(r.said for _, r in resolved), *others, *filter(None, (words, told)))
    return (*said, *uncounted(request, result))
