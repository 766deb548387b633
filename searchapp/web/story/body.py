"""The text of a story as the reader prints it: paragraphs and sentences, with what is matched, said and frame."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from searchapp.collections.passages import passage_key
from searchapp.model import FrameKind, FramePart, Mode, Offsets, Statement, Story
from searchapp.text.paragraphs import paragraphs
from searchapp.text.wording import speakers_of
from searchapp.web.story.also import Copied
from searchapp.web.story.pages import Piece, SaidRun, Sentence, Step
from searchapp.web.ui.citing import spoken_by
from searchapp.web.urls import passage_url, statement_anchor

Said = tuple[int, int, Statement]
"""A span of a statement: where its words begin and end."""

FRAME: dict[FrameKind, str] = {
    "dateline": "dateline",
    "caption": "photo caption",
    "credit": "photo credit",
    "link": "Read more",
    "contributors": "contributor line",
    "newsletter": "newsletter and share links",
}
MODES: dict[Mode, str] = {"direct": "directly", "indirect": "indirectly", "mixed": "partly in direct speech"}
_BESIDE = re.compile(r"[^\S\n]+")


def side_by_side(text: str, found: list[Offsets]) -> list[Offsets]:
    """Marks in order; those with nothing but white space between them, in one line, are one."""
    out: list[Offsets] = []
    for start, end in found:
        if out and _BESIDE.fullmatch(text, out[-1][1], start):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


@dataclass(frozen=True, slots=True)
class Body:
    """What is to be printed: a stretch of a story's text, its sentences, and what lies in it.

    The first of the marks is number `first`, `steps` stand beside marks and statements by their anchors, and `lit`
    is the passage that a link led to. `copied` is what others have too.
    """

    story: Story
    shown: Offsets
    sentences: list[Offsets]
    found: list[Offsets]
    first: int = 1
    steps: Mapping[str, Step] = field(default_factory=dict)
    lit: Offsets | None = None
    copied: Copied = field(default_factory=Copied)

    def paragraphs(self) -> Iterator[tuple[Sentence, ...]]:
        """Its paragraphs, in one pass over all that lies in them."""
        (low, high), within = self.shown, _Within(self)
        led_to = next((span for span in self.sentences if self.lit and span[1] > self.lit[0]), None)
        coming = iter([span for span in self.sentences if low <= span[0] < high])
        span = next(coming, None)
        for start, end in paragraphs(self.story.text):
            if end <= low or start >= high:
                continue
            out: list[Sentence] = []
            at = max(start, low)
            while span and span[0] < end:
                if at < span[0]:
                    out.append(Sentence(self._pieces(at, span[0], within)))
                out.append(self._sentence(span, within, begins=span == led_to))
                at = span[1]
                span = next(coming, None)
            yield tuple(out)

    def _sentence(self, span: Offsets, within: _Within, *, begins: bool) -> Sentence:
        link = passage_url(self.story.id, passage_key(self.story, span))
        lit = self.lit is not None and span[0] < self.lit[1] and self.lit[0] < span[1]
        return Sentence(self._pieces(*span, within), link, lit, begins, self.copied.also.get(span[0]))

    def _pieces(self, start: int, end: int, within: _Within) -> tuple[Piece, ...]:
        """A stretch as matches and what lies between them, which is cut where a page begins."""
        return tuple(
            self._piece(low, high, i, within) for low, high, i in self._stretches(start, end, within.pages)
        )

    def _stretches(self, start: int, end: int, pages: list[Offsets]) -> Iterator[tuple[int, int, int | None]]:
        at = start
        for i in range(max(0, bisect_right(self.found, (start, start)) - 1), len(self.found)):
            a, b = max(self.found[i][0], at), min(self.found[i][1], end)
            if self.found[i][0] >= end:
                break
            if a < b:
                yield from ((low, high, None) for low, high in _cut(at, a, pages))
                yield a, b, i
                at = b
        yield from ((low, high, None) for low, high in _cut(at, end, pages))

    def _piece(self, low: int, high: int, i: int | None, within: _Within) -> Piece:
        page, runs = within.page(low), within.runs(low, high)
        if i is None:
            return Piece(runs, page=page)
        first, mark = low == self.found[i][0], i + self.first
        return Piece(runs, mark, first, self.steps.get(f"m{mark}") if first else None, page)


def _cut(start: int, end: int, pages: list[Offsets]) -> Iterator[Offsets]:
    """A stretch in pieces, cut where one of the coming pages begins; the next of these is the last in the list."""
    inside = takewhile(lambda at: at < end, (at for at, _ in reversed(pages)))
    return pairwise([start, *(at for at in inside if at > start), end]) if start < end else iter(())


class _Within:
    """What lies in a text, asked for stretch by stretch in its order: statements, frame, pages of a document."""

    def __init__(self, body: Body) -> None:
        story = body.story
        spans = [(a, b, s) for s in story.statements for a, b in s.spans]
        self._text = story.text
        self._coming = sorted(spans, key=lambda s: s[:2], reverse=True)
        self._open: list[Said] = []
        self._shared = list(body.copied.spans[::-1])
        self._frame = sorted(story.frame, key=lambda p: p.start, reverse=True)
        self.pages = [(at, n) for n, at in enumerate(story.pages, 1)][::-1] if len(story.pages) > 1 else []
        self._quotes_lost = story.quotes_lost
        self._steps = body.steps

    def runs(self, start: int, end: int) -> tuple[SaidRun, ...]:
        """A stretch in runs; where statements overlap, the one that began last tells how it is told."""
        here = self._said(start, end)
        around, shared = self._frame_of(start, end), self._shared_in(start, end)
        cuts = [x for a, b, _ in here for x in (a, b)] + [x for p in around for x in (p.start, p.end)]
        cuts += [x for span in shared for x in span]
        edges = sorted({start, end, *(x for x in cuts if start < x < end)})
        runs = (self._run(low, high, here, around) for low, high in pairwise(edges))
        if not shared:
            return tuple(runs)
        inside = (any(a <= low and high <= b for a, b in shared) for low, high in pairwise(edges))
        return tuple(replace(run, shared=True) if copy else run for run, copy in zip(runs, inside, strict=True))

    def _run(self, low: int, high: int, here: list[Said], around: list[FramePart]) -> SaidRun:
        text = self._text[low:high]
        over = [(a, s) for a, b, s in here if a <= low and high <= b]
        if not over:
            part = next((FRAME[p.kind] for p in around if p.start <= low and high <= p.end), "")
            return SaidRun(text, frame=part)
        inner = max(over, key=lambda o: o[0])[1]
        who = "; ".join(self._told(s) for _, s in over)
        begins = next((statement_anchor(s) for _, s in over if s.spans[0][0] == low), "")
        return SaidRun(
            text,
            mode=inner.mode,
            said=who[0].upper() + who[1:],
            anchor=begins,
            spoken=" ".join(dict.fromkeys(statement_anchor(s) for _, s in over)),
            step=self._steps.get(begins),
        )

    def _said(self, start: int, end: int) -> list[Said]:
        while self._coming and self._coming[-1][0] < end:
            self._open.append(self._coming.pop())
        self._open = [s for s in self._open if s[1] > start]
        return [s for s in self._open if s[0] < end]

    def _frame_of(self, start: int, end: int) -> list[FramePart]:
        while self._frame and self._frame[-1].end <= start:
            self._frame.pop()
        return list(takewhile(lambda p: p.start < end, reversed(self._frame)))

    def _shared_in(self, start: int, end: int) -> list[Offsets]:
        while self._shared and self._shared[-1][1] <= start:
            self._shared.pop()
        return list(takewhile(lambda span: span[0] < end, reversed(self._shared)))

    def page(self, at: int) -> str:
        """The page that begins here, or in the white space before; "" within a page."""
        begun = ""
        while self.pages and self.pages[-1][0] <= at:
            begun = f"p. {self.pages.pop()[1]}"
        return begun

    def _told(self, statement: Statement) -> str:
        """Who said it, or would not, and how, in a line."""
        lost = ", possibly verbatim" if self._quotes_lost and statement.mode == "indirect" else ""
        unsure = ", uncertain" if statement.uncertain else ""
        return f"{spoken_by(statement, speakers_of(statement))}, told {MODES[statement.mode]}{lost}{unsure}"
