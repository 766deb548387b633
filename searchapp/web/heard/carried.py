"""What was said in a search for statements, with the same words together: who carries them, and how they differ.

Out of two calls, however many there are: the statements, and the stories in which those that are shown stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from searchapp.compare.changes import Change, word_changes
from searchapp.compare.quotations import Carried, same_words
from searchapp.engines import Index
from searchapp.model import Story
from searchapp.query.result import Hit, SearchResult
from searchapp.web.question import Question, widened

MOST = 400
"""Statements that are compared; of more, the newest."""
A_PAGE = 20


Form = Literal["in full", "word for word", "in part", "worded otherwise"]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement, how much of the fullest form of its words it has, and how it differs from that."""

    hit: Hit
    words: str
    form: Form
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Words that were said, in their fullest form, and all that carry them, the earliest first."""

    fullest: Hit
    carriers: tuple[Told, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that carry them, each once; "" where one is not known."""
        return tuple(dict.fromkeys(told.hit.outlet or "" for told in self.carriers))

    @property
    def since(self) -> date:
        """The day on which they stand first."""
        return self.carriers[0].hit.published or date.max

    @property
    def first(self) -> Told | None:
        """The one that has them earlier than all others, where one has."""
        earliest = [told for told in self.carriers if told.hit.published == self.since]
        return earliest[0] if len(earliest) == 1 < len(self.carriers) else None


@dataclass(frozen=True, slots=True)
class Said:
    """All groups of an answer in their order, and the question as answered."""

    question: Question
    result: SearchResult
    groups: tuple[Group, ...]


def said(index: Index, question: Question) -> Said:
    """What a question finds, by its words: what most outlets carry first, or by day."""
    state = question.state.with_kind("statement").in_one_list().with_page(question.state.page)
    question = replace(question, state=state)
    asked = question.request(
        page_size=MOST, widen=True, facets=("outlet", "speaker", "event"), facet_size=8, timeline=True
    )
    result = index.search(replace(asked, offset=0, sort="newest"))
    question = widened(question, result)
    hits = sorted(result.hits, key=lambda hit: (hit.published or date.max, hit.outlet or "", hit.id))
    words = ["".join(span.text for span in hit.snippet) for hit in hits]
    groups = [_group(carried, hits, words) for carried in same_words(words)]
    if question.state.sort == "oldest":
        groups.sort(key=lambda group: group.since)
    else:
        groups.sort(key=lambda group: (-len(group.outlets), -len(group.carriers), group.since))
    return Said(question, result, tuple(groups))


def _group(carried: Carried, hits: list[Hit], words: list[str]) -> Group:
    """A group with each of its statements beside the fullest."""
    told = []
    for i in carried.all:
        changes = word_changes(words[carried.fullest], words[i])
        form: Form = "in full" if i == carried.fullest else _form(changes)
        told.append(Told(hits[i], words[i], form, () if form in ("in full", "word for word") else changes))
    return Group(hits[carried.fullest], tuple(told))


def _form(changes: Iterable[Change]) -> Form:
    """How much of another form one has, marks aside."""
    kinds = {change.kind for change in changes if any(map(str.isalnum, change.text))}
    return "worded otherwise" if "only b" in kinds else "in part" if "only a" in kinds else "word for word"


def stories_of(index: Index, groups: Iterable[Group]) -> dict[str, Story]:
    """The stories in which the statements of some groups stand, in one call."""
    ids = dict.fromkeys(told.hit.story_id for group in groups for told in group.carriers)
    return index.stories(ids) if ids else {}
