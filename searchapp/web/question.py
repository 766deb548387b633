"""From a state to a question: the query is read, and widened to the other names that the names file knows.

Here too stands the one rule on words that no record has all of: a page, and every feed, export and saved
query of it, then asks for as many of them as can be had (`settled`), unless the state is strict. The links
of such an answer have that number written out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from searchapp.archive.questions import understood
from searchapp.curation.authority import Authority
from searchapp.engines import Index
from searchapp.query.loosening import loosened, marked
from searchapp.query.request import SearchRequest
from searchapp.query.result import SearchResult
from searchapp.query.tree import Node
from searchapp.web.search_state import SearchState


@dataclass(frozen=True, slots=True)
class Question:
    """A state together with what its query was read as.

    `typed` is the query as typed, `node` with other names of the `authority` added; `also` are those names.
    `notices` say what was read otherwise than typed.
    """

    state: SearchState
    typed: Node
    node: Node
    also: tuple[str, ...]
    notices: tuple[str, ...]
    authority: Authority

    def request(
        self,
        *,
        page_size: int = 10,
        widen: bool = False,
        facets: tuple[str, ...] = (),
        facet_size: int | None = None,
        timeline: bool = False,
        whole: bool = False,
        spell: bool = False,
        fold: bool = False,
    ) -> SearchRequest:
        """The question to an engine: by default neither facets nor dates are counted, and each story is listed."""
        return self.state.request(
            self.node,
            page_size=page_size,
            widen=widen,
            facets=facets,
            facet_size=facet_size,
            timeline=timeline,
            whole=whole,
            spell=spell,
            fold=fold,
        )

    def of(self, state: SearchState) -> Question:
        """Another question under the same names file."""
        return ask(state, self.authority)

    def respelled(self, q: str, *, widen: bool = False) -> SearchRequest:
        """The request of the same question with another query."""
        return self.of(self.state.with_query(q)).request(widen=widen)

    @property
    def marked(self) -> Node:
        """What of the query is looked for, and marked in a text."""
        return marked(self.request())

    @property
    def may_widen(self) -> bool:
        """Whether fewer words would be asked for where no record has them all."""
        return self.state.widens and loosened(self.node).size > 1


def ask(state: SearchState, authority: Authority) -> Question:
    """Read a state's query; never raises."""
    return Question(state, *understood(state.q, authority, exact=state.exact), authority)


def settled(index: Index, question: Question) -> Question:
    """The question as it is answered: with the number of words that are had where no record has all."""
    if not question.may_widen:
        return question
    request = question.request(widen=True)
    return widened(question, index.search(replace(request, offset=0, limit=0)))


def widened(question: Question, result: SearchResult) -> Question:
    """The question with what its answer was widened to, if it was."""
    if not question.may_widen or result.had >= result.wanted:
        return question
    return replace(question, state=question.state.as_widened(result.had))


def kept(index: Index, question: Question) -> Question:
    """The question as it is saved: it goes on meaning what it is answered with now, whatever comes in."""
    question = settled(index, question)
    return replace(question, state=question.state.with_strict()) if question.may_widen else question
