"""The statements of a story: each sentence's cues and sources joined with the quotations around them.

Takes parsed sentences and the story's cast; gives Statements in the order of the text. A quotation that goes
on in the next sentence or paragraph stays one statement. Knows nothing of the model that parsed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from searchapp.enrich.animacy.sources import actor_around
from searchapp.enrich.attribution import addressee_of, confidence_of, evidence_of, statements_in, tells_nothing
from searchapp.enrich.attribution.candidate import Candidate
from searchapp.enrich.attribution.content_spans import spans_of, trim_span
from searchapp.enrich.attribution.coreference import Cast
from searchapp.enrich.attribution.polarity import polarity_of
from searchapp.enrich.attribution.salience import Speaker
from searchapp.enrich.dialogue import Spoken
from searchapp.enrich.models.tree import Tree
from searchapp.enrich.segment.quotation_marks import Quote
from searchapp.enrich.segment.sentences import Sentence
from searchapp.model import Mode, Offsets, Statement

STATEMENTS_A_STORY = 2_000
"""More than this is no prose; the rest is left out."""
_HEADING_CHARS = 40
_AHEAD = 12
"""Paragraphs; a quotation has its attribution after at most so many."""
_GOES_ON_SURE = 0.9
"""How sure it is that one who would not say a thing is who says the next."""
_DOUBTED = 0.6
"""Where it is less sure whom a source means, that counts besides what the rule is worth."""
_REREAD = 0.7
"""How much of its confidence a rule keeps where it goes by the plain grammar."""
Reread = Callable[[int], Tree]
_OUTER = " \t\n,;:.!?-—–()[]\"'…"


@dataclass(slots=True)
class _Progress:
    """Where the reading of a story stands."""

    statements: list[Statement]
    last: int = -1
    last_paragraph: int = -9
    open_quote: bool = False
    waiting: Statement | None = None
    waiting_paragraph: int = -9
    ends: list[int] = field(default_factory=list)
    """Where each stretch of set speech ends, and how many of these are read."""
    spoken: int = 0
    ahead: list[Sentence] = field(default_factory=list)
    """Paragraphs of an open quotation whose attribution is still to come."""


def statements_of(
    view: str,
    sentences: Sequence[Sentence],
    trees: Mapping[int, Tree],
    cast: Cast,
    spoken: Sequence[Spoken] = (),
    *,
    reread: Reread | None = None,
) -> tuple[Statement, ...]:
    """All statements of a story. `trees` holds the parsed sentences by their position, `spoken` the set speech.

    `reread` gives the plain grammar of a sentence, for where the parser's tells nothing.
    """
    reading = _Progress([], ends=[one.end for one in spoken])
    for number, sentence in enumerate(sentences):
        if len(reading.statements) >= STATEMENTS_A_STORY:
            break
        before = len(reading.statements)
        tree = trees.get(number)
        if (at := bisect_right(reading.ends, sentence.start)) < len(spoken) and spoken[at].start < sentence.end:
            _take_spoken(spoken, at, sentence, reading, cast)
            continue
        if reading.waiting is not None and _take_waiting(view, sentence, reading):
            continue
        if _is_ahead(view, sentences, number, reading):
            reading.ahead.append(sentence)
        elif sentence.quotes and _only_quotes(view, sentence):
            _continue(view, sentence, reading, cast)
        elif tree is not None:
            found = statements_in(tree)
            if not found and reread is not None and _has_sure_cue(tree) and tells_nothing(tree):
                tree = reread(number)
                found = [again for one in statements_in(tree) if (again := _surely_said(tree, one, cast))]
            for one in found:
                _add(view, tree, one, cast, reading)
        if _is_heading(view, sentence, sentences[number - 1] if number else None):
            cast.focus.forget()
        if len(reading.statements) == before and not (sentence.quotes and _only_quotes(view, sentence)):
            cast.focus.passed(
                sentence.start, sentence.end, sentence.paragraph, [(q.start, q.end) for q in sentence.quotes]
            )
        reading.open_quote = bool(sentence.quotes) and not sentence.quotes[-1].closed
    return tuple(reading.statements)


def _take_spoken(spoken: Sequence[Spoken], at: int, sentence: Sentence, reading: _Progress, cast: Cast) -> None:
    """Take over what is set as speech, each at the first of its sentences."""
    reading.waiting = None
    reading.open_quote = bool(sentence.quotes) and not sentence.quotes[-1].closed
    for one in spoken[max(at, reading.spoken) :]:
        if one.start >= sentence.end:
            break
        said = one.statement
        reading.spoken += 1
        reading.statements.append(said)
        cast.focus.heard(Speaker(said.speaker, said.speaker_kind, one.label), sentence.paragraph)
    reading.last, reading.last_paragraph = len(reading.statements) - 1, sentence.paragraph


def _has_sure_cue(tree: Tree) -> bool:
    sure = tree.lexicon.saying.sure_cues
    return any(not token.quote and token.text.lower() in sure for token in tree.tokens)


def _surely_said(tree: Tree, found: Candidate, cast: Cast) -> Candidate | None:
    """A statement by the plain grammar, less certain; None where it is no person who speaks."""
    if found.source is None:
        return None
    people, word = tree.lexicon.people, tree.word(found.source)
    known = {word, word.removesuffix(people.plural_ending)} & people.roles or word in people.he | people.she
    if not (known or cast.is_name(tree, found.source)):
        return None
    if not _is_clause(tree, found):
        return None
    return replace(found, confidence=found.confidence * _REREAD)


def _is_clause(tree: Tree, found: Candidate) -> bool:
    """Whether words said by the plain grammar may be a clause: quoted, after "that", or with a verb."""
    plain, grammar = tree.lexicon.plain, tree.lexicon.grammar
    words = [k for k in found.content if tree.tokens[k].text[:1].isalnum()]
    if not words or any(tree.tokens[k].quote for k in words) or found.rule == "according":
        return bool(words)
    if tree.word(words[0]) in plain.links | plain.when | grammar.meanwhile | grammar.to:
        return False
    return tree.word(words[0] - 1) in grammar.that or any(tree.word(k) in plain.breaks for k in words)


def _is_heading(view: str, sentence: Sentence, before: Sentence | None) -> bool:
    """Whether a sentence is a short line of its own without a stop, after other paragraphs."""
    if before is None or before.paragraph == sentence.paragraph or sentence.end - sentence.start > _HEADING_CHARS:
        return False
    line_ends = sentence.end >= len(view) or view[sentence.end] == "\n"
    return line_ends and view[sentence.end - 1].isalpha() and not sentence.quotes


def _add(view: str, tree: Tree, found: Candidate, cast: Cast, reading: _Progress) -> None:
    if found.source is None or cast.is_name(tree, found.cue):
        return
    speaker = cast.speaker_of(tree, found.source, who=_relative(tree, found))
    if speaker is None and (actor := actor_around(tree, found.source, found.cue)) is not None:
        speaker = cast.speaker_of(tree, actor)
    speaker = speaker and cast.with_others(tree, found, speaker)
    spans = spans_of(tree, view, found.content)
    if speaker is not None and found.rule == "colon":
        reading.waiting = _statement(view, tree, found, speaker, ())
        cast.focus.heard(speaker, tree.sentence.paragraph)
        reading.waiting_paragraph = tree.sentence.paragraph
        return
    if speaker is None or not spans:
        return
    cast.focus.heard(speaker, tree.sentence.paragraph)
    reading.statements.append(_with_ahead(view, _statement(view, tree, found, speaker, spans), tree, reading))
    reading.last, reading.last_paragraph = len(reading.statements) - 1, tree.sentence.paragraph


def _is_ahead(view: str, sentences: Sequence[Sentence], number: int, reading: _Progress) -> bool:
    """Whether a quotation of whole paragraphs opens here that goes on in one with an attribution of its own."""
    paragraph = sentences[number].paragraph
    if reading.ahead and reading.ahead[-1].paragraph != paragraph - 1:
        reading.ahead = []
    if (reading.open_quote and not reading.ahead) or (number and sentences[number - 1].paragraph == paragraph):
        return False
    for at in range(number, min(number + _AHEAD, len(sentences) - 1)):
        one, following = sentences[at], sentences[at + 1]
        if not (_opens_quoted(one) and _only_quotes(view, one) and not one.quotes[-1].closed):
            return False
        if following.paragraph != one.paragraph + 1 or not _opens_quoted(following):
            return False
        if not _only_quotes(view, following):
            return True
    return False


def _opens_quoted(sentence: Sentence) -> bool:
    return bool(sentence.quotes) and sentence.quotes[0].start == sentence.start


def _with_ahead(view: str, statement: Statement, tree: Tree, reading: _Progress) -> Statement:
    """A statement with the paragraphs before it that its quotation began with."""
    opening = tree.sentence.quotes[0] if reading.ahead else None
    if opening is None or not opening.start <= statement.spans[0][0] < opening.end:
        return statement
    spans = tuple(span for one in reading.ahead for span in _quoted_spans(view, one))
    start = reading.ahead[0].start
    reading.ahead = []
    return replace(statement, spans=(*spans, *statement.spans), sentence=(start, statement.sentence[1]))


def _relative(tree: Tree, found: Candidate) -> int | None:
    """The "who" that a clause has for its subject."""
    subject = tree.first(found.cue, "nsubj")
    return (
        subject if subject is not None and tree.word(subject) in tree.lexicon.grammar.relative_subjects else None
    )


def _statement(view: str, tree: Tree, found: Candidate, speaker: Speaker, spans: tuple[Offsets, ...]) -> Statement:
    sentence = tree.sentence.printed
    cue_span = tree.span(found.cue_words)
    told = addressee_of(tree, found)
    mode = mode_of(spans, tree.sentence.quotes)
    return Statement(
        speaker=speaker.name,
        speaker_kind=speaker.kind,
        mode=mode,
        spans=spans,
        sentence=sentence,
        cue=view[cue_span[0] : cue_span[1]],
        cue_span=cue_span,
        speaker_span=speaker.span,
        confidence=_confidence(view, found, speaker, mode, tree),
        rule=found.rule,
        verb=tree.lexicon.saying.kind_of(
            view[cue_span[0] : cue_span[1]], names=found.rule not in ("preposition", "infinitive")
        ),
        addressee=view[told[0] : told[1]] if told else "",
        polarity=polarity_of(tree, found),
        speakers=(speaker.name, *speaker.others) if speaker.others else (),
    )


def _confidence(view: str, found: Candidate, speaker: Speaker, mode: Mode, tree: Tree) -> float:
    cue = view[slice(*tree.span(found.cue_words))]
    source = view[slice(*speaker.span)]
    evidence = evidence_of(source, cue, kind=speaker.kind, mode=mode, lexicon=tree.lexicon)
    sure = speaker.sure if speaker.sure < _DOUBTED else 1.0
    return round(confidence_of(found.confidence, evidence) * sure, 2)


def mode_of(spans: Sequence[Offsets], quotes: Sequence[Quote]) -> Mode:
    """Direct if all words said are quoted, mixed if some are."""
    inside = [any(q.start <= a and b <= q.end for q in quotes) for a, b in spans]
    if all(inside):
        return "direct"
    touched = any(q.start < b and a < q.end for a, b in spans for q in quotes)
    return "mixed" if touched else "indirect"


def _take_waiting(view: str, sentence: Sentence, reading: _Progress) -> bool:
    """After "X said:" the next paragraph, quoted or set off, is what X said; whether this sentence is of it."""
    waiting = reading.waiting
    assert waiting is not None
    near = sentence.paragraph - reading.waiting_paragraph
    if not (near == 1 or (near == 0 and not waiting.spans and _only_quotes(view, sentence))):
        # Too far, or more words of the paragraph that holds the colon.
        reading.waiting = None
        return False
    if _only_quotes(view, sentence):
        spans = _quoted_spans(view, sentence)
    elif sentence.quotes and view[sentence.start] == '"':
        spans = ()
    else:
        spans = (span,) if (span := trim_span(view, sentence.start, sentence.end)) else ()
    if not spans:
        reading.waiting = None
        return False
    statement = replace(
        waiting, spans=(*waiting.spans, *spans), mode="direct", sentence=(waiting.sentence[0], sentence.end)
    )
    if waiting.spans:
        reading.statements[-1] = statement
    else:
        reading.statements.append(statement)
    reading.last, reading.last_paragraph = len(reading.statements) - 1, sentence.paragraph
    reading.waiting = statement
    return True


def _quoted_spans(view: str, sentence: Sentence) -> tuple[Offsets, ...]:
    found = (trim_span(view, q.start + 1, q.end - 1 if q.closed else q.end) for q in sentence.quotes)
    return tuple(span for span in found if span)


def _only_quotes(view: str, sentence: Sentence) -> bool:
    at = sentence.start
    for quote in sentence.quotes:
        if view[at : quote.start].strip(_OUTER):
            return False
        at = max(at, quote.end)
    return not view[at : sentence.end].strip(_OUTER)


def _continue(view: str, sentence: Sentence, reading: _Progress, cast: Cast) -> None:
    """A quotation without an attribution of its own: the last speaker goes on."""
    if reading.last < 0:
        return
    last = reading.statements[reading.last]
    near = sentence.paragraph - reading.last_paragraph
    quoted = last.mode != "indirect"
    if not (near == 0 or (near == 1 and (quoted or reading.open_quote))):
        return
    spans = _quoted_spans(view, sentence)
    if not spans:
        return
    reading.last_paragraph = sentence.paragraph
    if last.polarity != "affirmed":
        # "X declined to say. “It is private.”": what was not said, and then what was.
        whole = last.sentence[0], max(last.sentence[1], sentence.end)
        own = replace(last, spans=spans, mode="direct", polarity="affirmed", verb="says", sentence=whole)
        reading.statements.append(replace(own, confidence=round(own.confidence * _GOES_ON_SURE, 2)))
        reading.last = len(reading.statements) - 1
        return
    reading.statements[reading.last] = replace(
        last,
        spans=(*last.spans, *spans),
        mode=last.mode if last.mode == "direct" else "mixed",
        sentence=(last.sentence[0], max(last.sentence[1], sentence.end)),
    )
