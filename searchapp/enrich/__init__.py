"""Enrichment: a Story in, the same Story with the mentions and statements found in it out.

Pure steps over a view of the text, in order: frame, sentences, names, grammar, statements. Only
`models.spacy_model` knows the model, and `models.rule_model` does without. Offsets point into the text as given,
which is never changed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from searchapp.enrich.attribution.coreference import Cast
from searchapp.enrich.attribution.descriptors import descriptors_of
from searchapp.enrich.attribution.statements import statements_of
from searchapp.enrich.dialogue import Spoken, named_by, spoken_in
from searchapp.enrich.entities.full_names import full_names
from searchapp.enrich.entities.recognize import spots_of
from searchapp.enrich.entities.span import Spot
from searchapp.enrich.entities.titled import by_title, linked_by_title, titled_in
from searchapp.enrich.lexicon import lexicon_of
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.models.choice import DEFAULT_MODEL, notice_of
from searchapp.enrich.models.rule_model import RuleModel
from searchapp.enrich.models.shallow_parser import grammar_of
from searchapp.enrich.models.spacy_model import Model, Named, SpacyModel
from searchapp.enrich.models.tree import Prepared, Tree, prepare, tree_of
from searchapp.enrich.segment.boilerplate import Frame, frame_of
from searchapp.enrich.segment.lost_quotes import quotes_lost, restored
from searchapp.enrich.segment.normalize import view_of
from searchapp.enrich.segment.sentences import MOST_PARAGRAPHS, Sentence, paragraphs_of, sentences_of
from searchapp.enrich.segment.wrapping import unwrapped
from searchapp.model import Mention, Offsets, Story
from searchapp.provenance import NOT_ENGLISH, STOPPED, Doubt
from searchapp.text.letters import is_latin

__all__ = ["DEFAULT_MODEL", "ENRICHMENT_VERSION", "Enricher", "open_enricher"]

ENRICHMENT_VERSION = "8"
"""Bump whenever the output for any story changes."""
BATCH_CHARS = 40_000
"""Stories are taken together up to this much text: some eight of ordinary length."""
CUES_A_SENTENCE = 25
"""A sentence with more words of saying than this is no prose and is not parsed."""
_NOT_TOLD = frozenset({None, "und", "mul"})
"""What a story without a language has, and the two tags that say that it is not known, or not one."""
LONGEST_REREAD = 900
"""Characters; the rest of a longer sentence is not read a second time."""
SHORTEST_PARSED = 8
"""Characters; "He said." says nothing."""
PARSED_A_STORY = 4_000
"""Sentences; the rest of a longer story gets mentions but no statements."""


@dataclass(slots=True)
class _Draft:
    """One story between the steps; `stopped` is where a limit ended the look through its text."""

    story: Story
    lexicon: Lexicon
    view: str
    frame: Frame
    paragraphs: list[Offsets]
    sentences: list[Sentence]
    quotes_lost: bool = False
    mentions: tuple[Mention, ...] = ()
    spoken: list[Spoken] = field(default_factory=list)
    prepared: dict[int, Prepared] = field(default_factory=dict)
    stopped: int | None = None


class Enricher:
    """Finds mentions and statements; holds the loaded model. `notice` is what a user has to be told of it."""

    def __init__(self, language: Model, *, notice: str = "") -> None:
        self._language = language
        self.version = f"{ENRICHMENT_VERSION}+{language.name}"
        self.notice = notice

    def pipe(self, stories: Iterable[Story]) -> Iterator[Story]:
        """The same stories in the same order, each with its mentions and statements."""
        batch: list[Story] = []
        size = 0
        for story in stories:
            batch.append(story)
            size += len(story.text)
            if size >= BATCH_CHARS:
                yield from self._look_through(batch)
                batch, size = [], 0
        if batch:
            yield from self._look_through(batch)

    def _look_through(self, stories: Sequence[Story]) -> Iterator[Story]:
        """Those in the model's language enriched; of any other that it is not."""
        able = [_may_be_in(self._language.language, story) for story in stories]
        enriched = self._enrich([story for story, is_able in zip(stories, able, strict=True) if is_able])
        for story, is_able in zip(stories, able, strict=True):
            yield next(enriched) if is_able else replace(story, doubts=(*story.doubts, Doubt(NOT_ENGLISH, 0)))

    def _enrich(self, stories: Sequence[Story]) -> Iterator[Story]:
        lexicon = lexicon_of(self._language.language)
        drafts = [_draft(s, lexicon) for s in stories]
        named = iter(self._language.names([d.view[a:b] for d in drafts for a, b in d.paragraphs]))
        for draft in drafts:
            names = [Named(a + n.start, a + n.end, n.label) for a, _ in draft.paragraphs for n in next(named)]
            names = _within_sentences(names, draft.sentences)
            draft.mentions = _mentions(draft, spots_of(draft.view, draft.paragraphs, names, draft.lexicon))
            _find_set_speech(draft)
            draft.prepared = _prepared(draft)
        parsed = iter(self._language.parse([p.text for d in drafts for p in d.prepared.values()]))
        for draft in drafts:
            mentions = draft.mentions
            trees = {
                number: tree_of(prepared, next(parsed), draft.sentences[number], lexicon)
                for number, prepared in draft.prepared.items()
            }
            cast = Cast(draft.view, mentions, lexicon)
            reread = partial(_reread, draft)
            statements = statements_of(draft.view, draft.sentences, trees, cast, draft.spoken, reread=reread)
            if draft.quotes_lost:  # Nothing stands in quotation marks there.
                statements = tuple(replace(s, mode="indirect") for s in statements)
            yield replace(
                draft.story,
                mentions=mentions,
                statements=statements,
                frame=draft.frame.parts,
                quotes_lost=draft.quotes_lost,
                doubts=_doubts(draft),
            )


def _reread(draft: _Draft, number: int) -> Tree:
    """A sentence by the plain grammar."""
    prepared = draft.prepared[number]
    words = grammar_of(prepared.text[:LONGEST_REREAD], draft.lexicon)
    return tree_of(prepared, words, draft.sentences[number], draft.lexicon)


def _may_be_in(language: str, story: Story) -> bool:
    """Whether a story is in a language, or in one that is not told but is written in Latin letters."""
    return (story.language == language or story.language in _NOT_TOLD) and is_latin(story.text)


def _draft(story: Story, lexicon: Lexicon) -> _Draft:
    view = view_of(story.text, lexicon)
    lost = quotes_lost(story.text, lexicon)
    if lost:
        view = restored(view, lexicon)
    frame = frame_of(view, lexicon)
    view = unwrapped(view, lexicon)
    paragraphs = paragraphs_of(view, frame.unmined)
    sentences = sentences_of(view, paragraphs, lexicon)
    return _Draft(
        story,
        lexicon,
        view,
        frame,
        paragraphs,
        sentences,
        quotes_lost=lost,
        stopped=_stopped(story.text, view, paragraphs),
    )


def _stopped(text: str, view: str, paragraphs: Sequence[Offsets]) -> int | None:
    """Where the text that is mined ends before the whole does."""
    if len(paragraphs) >= MOST_PARAGRAPHS and text[(end := paragraphs[-1][1]) :].strip():
        return end
    return len(view) if text[len(view) :].strip() else None


def _doubts(draft: _Draft) -> tuple[Doubt, ...]:
    found = draft.story.doubts
    return found if draft.stopped is None else (*found, Doubt(STOPPED, draft.stopped))


def _prepared(draft: _Draft) -> dict[int, Prepared]:
    """What the parser reads of the sentences that may hold a statement, by their position."""
    able = [n for n, s in enumerate(draft.sentences) if _may_hold_statement(draft.view, s, draft.lexicon)]
    if len(able) > PARSED_A_STORY:
        draft.stopped = draft.sentences[able[PARSED_A_STORY]].start
        del able[PARSED_A_STORY:]
    verb_within = draft.lexicon.kinds.verb_within
    named = [(m.start, m.end) for m in draft.mentions if m.kind == "organization" and verb_within.search(m.text)]
    prepared = {
        n: prepare(draft.view, draft.sentences[n], draft.lexicon, names=_within(draft.sentences[n], named))
        for n in able
    }
    return {n: p for n, p in prepared.items() if p.text.strip()}


def _within_sentences(names: Sequence[Named], sentences: Sequence[Sentence]) -> list[Named]:
    """The names, in two where one goes over the end of a sentence: "… Hale Jr. Lund said"."""
    ends = [s.end for s in sentences]
    found: list[Named] = []
    for name in names:
        at = bisect_right(ends, name.start)
        if at + 1 < len(ends) and ends[at] < name.end and sentences[at + 1].start < name.end:
            found += [replace(name, end=ends[at]), replace(name, start=sentences[at + 1].start)]
        else:
            found.append(name)
    return found


def _within(sentence: Sentence, spans: Sequence[Offsets]) -> list[Offsets]:
    return [(a, b) for a, b in spans if sentence.start <= a and b <= sentence.end]


def _may_hold_statement(view: str, sentence: Sentence, lexicon: Lexicon) -> bool:
    if sentence.end - sentence.start <= SHORTEST_PARSED and view[sentence.end - 1] != ":":
        return False
    signs_in = lexicon.saying.signs_in
    cues = 0
    at = sentence.start
    for quote in sentence.quotes:
        cues += signs_in(view, at, max(at, quote.start), quoted=True)
        at = max(at, quote.end)
    cues += signs_in(view, at, sentence.end, quoted=bool(sentence.quotes))
    return 0 < cues <= CUES_A_SENTENCE


def _find_set_speech(draft: _Draft) -> None:
    view, lexicon = draft.view, draft.lexicon
    draft.spoken = spoken_in(view, draft.paragraphs, draft.sentences, draft.mentions, lexicon)
    draft.mentions = named_by(view, draft.mentions, draft.spoken, draft.story.text, lexicon)


def _mentions(draft: _Draft, spots: list[Spot]) -> tuple[Mention, ...]:
    dateline = [Spot(*place, "place") for place in draft.frame.dateline_places]
    if draft.frame.dateline_outlet:
        dateline.append(Spot(*draft.frame.dateline_outlet, "organization"))
    if dateline:
        spots = sorted([*dateline, *spots], key=lambda s: s.start)
    names = full_names(draft.view, spots, draft.lexicon)
    text = draft.story.text
    mentions = tuple(
        Mention(s.kind, names[s.kind, draft.view[s.start : s.end]], text[s.start : s.end], s.start, s.end)
        for s in spots
    )
    titled = titled_in(draft.view, mentions, draft.lexicon)
    if not titled:
        return mentions
    told = descriptors_of(draft.view, by_title(mentions, titled), draft.lexicon).gender
    return linked_by_title(mentions, titled, told, draft.lexicon)


def open_enricher(model: str = DEFAULT_MODEL) -> Enricher:
    """Load the model; a missing one is a ConfigError that says what to install.

    Where the packaged model is missing or altered, rules do a plainer job, and `notice` says so.
    """
    notice = notice_of(model)
    return Enricher(RuleModel() if notice else SpacyModel(model), notice=notice)
