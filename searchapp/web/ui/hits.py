"""A hit as the page shows it. Whatever it shows that one may filter by is a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from searchapp.archive.saved_queries.looks import is_new
from searchapp.archive.saved_queries.snapshots import Found
from searchapp.model import Offsets, Polarity, Statement, Story, VerbKind
from searchapp.query import matching
from searchapp.query.result import Hit, Reprint, Span
from searchapp.query.tree import Node
from searchapp.text.analysis import same_name
from searchapp.text.paragraphs import paragraphs_around
from searchapp.text.wording import SAID_HOW, attributed, count, how_sure, long_day, shorten, speakers_of
from searchapp.web.question import Question
from searchapp.web.search_state import SearchState
from searchapp.web.ui.citing import UNTITLED, original, page_said, statement_citation
from searchapp.web.ui.links import day_link, outlet_link, runs, unsigned
from searchapp.web.ui.parts import AlsoIn, Link, Quote, Run, StatementHit, StoryHit
from searchapp.web.urls import add_statement_url, correct_url, name_url, sentence_url, statement_anchor, story_url

MAX_QUOTES = 3
QUOTE_WIDTH = 320
SENTENCE_WIDTH = 700
_SAME_VERB: dict[Polarity, VerbKind] = {"asked": "asks", "denied": "denies"}
"""The kind of verb that says nothing more."""


def story_hit(
    question: Question, hit: Hit, number: int, *, new: frozenset[Found], told: Link | None = None
) -> StoryHit:
    """A story with the statements that match and the passage that matches best."""
    state = question.state
    quotes = tuple(_quote(state, hit, s, words) for s, words in hit.quotes[:MAX_QUOTES])
    more = len(hit.quotes) - len(quotes)
    return StoryHit(
        id=hit.story_id,
        anchor=f"h{number}",
        url=story_url(hit.story_id, state),
        original=original(hit.url) or story_url(hit.story_id),
        title=runs(hit.title) if any(s.text.strip() for s in hit.title) else (Run(UNTITLED),),
        outlet=outlet_link(state, hit.outlet),
        day=day_link(state, hit.published),
        place=Link(hit.place, state.url_only("place", hit.place)) if hit.place else None,
        told=told,
        quotes=quotes,
        more_quotes=Link(f"and {count(more, 'more statement', 'more statements')}", story_url(hit.story_id, state))
        if more > 0
        else None,
        snippet=() if _told(hit) else runs(hit.snippet),
        is_new=is_new(hit, new),
        also=tuple(_also_in(state, hit, one, new) for one in hit.also),
    )


def _also_in(state: SearchState, hit: Hit, one: Reprint, new: frozenset[Found]) -> AlsoIn:
    """A reprint that is listed with a hit."""
    day = long_day(one.published) if one.published else "no date"
    return AlsoIn(
        outlet=Link(one.outlet or "an unknown outlet", story_url(one.story_id, state), known=bool(one.outlet)),
        day=day if one.published != hit.published else "",
        is_new=Found(one.story_id) in new,
    )


def _told(hit: Hit) -> bool:
    """Whether the quotes already say every match of the snippet."""
    said = " ".join("".join(s.text for s in words) for _, words in hit.quotes)
    said = " ".join(said.split())
    inside = [i for i, s in enumerate(hit.snippet) if s.hit]
    if not said or not inside:
        return False
    text = "".join(s.text for s in hit.snippet)
    at = 0
    for i, span in enumerate(hit.snippet):
        around = text[max(0, at - 12) : at + len(span.text) + 12] if i in inside else ""
        if around and " ".join(around.split()).strip(" .,;:’”\"'") not in said:
            return False
        at += len(span.text)
    return True


def _quote(state: SearchState, hit: Hit, statement: Statement, words: tuple[Span, ...]) -> Quote:
    before, verb = attributed(statement)
    return Quote(
        speakers=speaker_links(state, statement),
        before=before,
        verb=verb,
        mode=statement.mode,
        words=clip(runs(words), QUOTE_WIDTH),
        url=story_url(hit.story_id, state, statement_anchor(statement)),
    )


def speaker_links(state: SearchState, statement: Statement, names: Sequence[str] = ()) -> tuple[Link, ...]:
    """All who share a statement, each leading to what they say in this search; `note` is their own page.

    `names` are those that the facet has for them.
    """
    if statement.speaker_kind == "unnamed":
        return (Link(statement.speaker, state.url_only(*_said_by(""))),)
    everyone = dict.fromkeys(names or statement.everyone)
    return tuple(Link(n, state.url_only(*_said_by(n)), note=name_url("speaker", n)) for n in everyone)


def said_by(state: SearchState, name: str) -> SearchState:
    """What someone says in a search; "" stands for all who are not named."""
    return state.only(*_said_by(name))


def _said_by(name: str) -> tuple[str, str]:
    return ("speaker", name) if name else ("source", "unnamed")


def statement_hit(
    question: Question,
    hit: Hit,
    statement: Statement,
    story: Story | None,
    number: int,
    *,
    new: frozenset[Found],
    back: str = "",
) -> StatementHit:
    """A statement within its sentence; the words alone where the story can't be had."""
    state = question.state
    sentence = statement_runs(story, statement, question.marked) if story else runs(hit.snippet)
    return StatementHit(
        anchor=f"h{number}",
        url=story_url(hit.story_id, state, statement_anchor(statement)),
        link=sentence_url(story, statement) if story else story_url(hit.story_id),
        correct=correct_url(story, statement, back or state.url()) if story else "",
        title="".join(s.text for s in hit.title).strip() or UNTITLED,
        speaker=speakers_of(statement),
        speakers=speaker_links(state, statement, [name for name, _ in hit.speakers]),
        called=", ".join(f"“{own}”" for name, own in hit.speakers if same_name(own) != same_name(name)),
        original=original(hit.url) or story_url(hit.story_id),
        unnamed=statement.speaker_kind == "unnamed",
        outlet=outlet_link(state, hit.outlet),
        day=day_link(state, hit.published),
        mode=statement.mode,
        told=told(state, statement, story),
        sentence=clip(sentence, SENTENCE_WIDTH),
        context=in_context(story, statement, question.marked) if story else (),
        evidence=evidence(statement),
        found_in=runs(hit.title) if state.within == "story" else (),
        citation=statement_citation(story, statement) if story else "",
        page=page_said(story, statement) if story else "",
        add=add_statement_url(story, statement, back or state.url()) if story else "",
        is_new=is_new(hit, new),
    )


def told(state: SearchState, statement: Statement, story: Story | None) -> tuple[Link, ...]:
    """How a statement was said, where that is more than "says"; a link without address is plain text."""
    out: list[Link] = []
    if how := SAID_HOW[statement.polarity]:
        out.append(Link(how, state.url_only("polarity", statement.polarity)))
    if statement.uncertain:
        out.append(Link("uncertain", state.url_only("certainty", "uncertain")))
    if statement.verb not in ("says", _SAME_VERB.get(statement.polarity)):
        out.append(Link(statement.verb, state.url_only("verb", statement.verb)))
    if statement.addressee:
        out.append(Link(f"to {shorten(statement.addressee, 60)}", ""))
    if story and story.quotes_lost and statement.mode == "indirect":
        out.append(Link("possibly verbatim", ""))
    if statement.rule == "corrected":
        out.append(Link("corrected by a reader", ""))
    return tuple(out)


def evidence(statement: Statement) -> str:
    """What a statement was found by, and how sure that is."""
    if statement.rule == "corrected":
        return "Put right by a reader."
    cue = f" by “{shorten(statement.cue, 40)}”" if statement.cue else ""
    return f"Found automatically{cue}. {how_sure(statement.confidence)}"


def hit_views(
    question: Question,
    hits: tuple[Hit, ...],
    *,
    new: frozenset[Found] = frozenset(),
    first: int = 1,
    back: str = "",
    told: Mapping[str, Link] | None = None,
) -> tuple[tuple[StoryHit, ...], tuple[StatementHit, ...]]:
    """A page of hits, split by kind and numbered from `first`; statements were asked for with their stories.

    `back` is the page they stand on where that is not their search, `told` says by story who else tells of it.
    """
    stories: list[StoryHit] = []
    statements: list[StatementHit] = []
    for number, hit in enumerate(hits, first):
        if hit.statement is None:
            stories.append(story_hit(question, hit, number, new=new, told=(told or {}).get(hit.story_id)))
            continue
        statements.append(statement_hit(question, hit, hit.statement, hit.story, number, new=new, back=back))
    return tuple(stories), tuple(statements)


def statement_runs(story: Story, statement: Statement, node: Node) -> tuple[Run, ...]:
    """The sentence of a statement: what was said with its marks, what is around it quiet."""
    return _told_within(story, statement, node, *statement.sentence)


def in_context(story: Story, statement: Statement, node: Node) -> tuple[tuple[Run, ...], ...]:
    """The paragraphs around a statement, with the words told apart as in its sentence."""
    around = paragraphs_around(story.text, *statement.sentence)
    return tuple(_told_within(story, statement, node, a, b) for a, b in around)


def _told_within(story: Story, statement: Statement, node: Node, at: int, end: int) -> tuple[Run, ...]:
    """A stretch of a story in which what was said is marked and the rest quiet."""
    found = matching.marks_in_words(story.text, statement, node)
    out: list[Run] = []
    for a, b in sorted(statement.spans):
        a, b = max(a, at), min(b, end)
        if a >= b:
            continue
        out.append(Run(story.text[at:a], quiet=True))
        out += _marked(story.text, a, b, found)
        at = b
    out.append(Run(story.text[at:end], quiet=True))
    return unsigned(out)


def _marked(text: str, start: int, end: int, found: list[Offsets]) -> Iterable[Run]:
    at = start
    for a, b in found:
        a, b = max(a, at), min(b, end)
        if a < b:
            yield Run(text[at:a])
            yield Run(text[a:b], hit=True)
            at = b
    yield Run(text[at:end])


def clip(words: tuple[Run, ...], width: int) -> tuple[Run, ...]:
    """Runs of at most about `width` characters around the first match; an ellipsis stands where text was cut."""
    length = sum(len(r.text) for r in words)
    if length <= width:
        return words
    first = 0
    for r in words:
        if r.hit:
            break
        first += len(r.text)
    else:
        first = 0
    start = 0 if first < width * 2 // 3 else first - width // 3
    out: list[Run] = [Run("… ", quiet=True)] if start else []
    at = 0
    for r in words:
        low, high = max(start - at, 0), start + width - at
        at += len(r.text)
        if low >= len(r.text) or high <= 0:
            continue
        text = r.text[low:high]
        if low and " " in text and not r.hit:
            text = text.split(" ", 1)[1]
        if high < len(r.text) and not r.hit:
            text = shorten(text, max(len(text) - 1, 1)) if " " in text else text + " …"
        out.append(Run(text, r.hit, r.quiet))
    if start + width < length and not out[-1].text.endswith("…"):
        out.append(Run(" …", quiet=True))
    return tuple(out)
