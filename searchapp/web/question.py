"""From a state to a question: the query is read, and widened to the other names that the names file knows."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.engines import Index
from searchapp.names import Authority
from searchapp.parse import read
from searchapp.query import Node, SearchRequest
from searchapp.web.state import SearchState


@dataclass(frozen=True, slots=True)
class Question:
    """A state together with what its query was read as.

    `typed` is the query as typed, `node` with other names added; `also` are those names. `notices` say
    what was read otherwise than typed.
    """

    state: SearchState
    typed: Node
    node: Node
    also: tuple[str, ...]
    notices: tuple[str, ...]

    def request(
        self,
        *,
        page_size: int = 10,
        widen: bool = False,
        facets: tuple[str, ...] = (),
        timeline: bool = False,
    ) -> SearchRequest:
        """The question to an engine: by default neither facets nor dates are counted."""
        return self.state.request(self.node, page_size=page_size, widen=widen, facets=facets, timeline=timeline)


def ask(state: SearchState, authority: Authority) -> Question:
    """Read a state's query; never raises."""
    reading = read(state.q)
    node, also = (reading.node, ()) if state.exact else authority.widen(reading.node)
    return Question(state, reading.node, node, also, reading.notices)


def all_story_ids(index: Index, question: Question) -> list[str]:
    """The stories of the whole answer, best first: a statement counts for the story it stands in."""
    first = Question(question.state.with_page(1), question.typed, question.node, question.also, question.notices)
    total = index.count(first.request())
    ids = [record_id for record_id, _ in index.ranking(first.request(page_size=max(total, 1)))]
    return list(dict.fromkeys(story_of(i) for i in ids)) if question.state.kind == "statement" else ids


def story_of(statement_id: str) -> str:
    """The story that a statement's record id names."""
    return statement_id.rpartition("/")[0]
