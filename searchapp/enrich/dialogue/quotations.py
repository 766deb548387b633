"""Quotations with a name set beside them: before a colon, after a dash, or in the line above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from searchapp.enrich.attribution.salience import Speaker
from searchapp.enrich.dialogue.page import Page, Turn, inner_span, is_speech
from searchapp.enrich.dialogue.people import Label
from searchapp.enrich.segment.quotation_marks import Quote
from searchapp.model import Mention

_DASH = re.compile(r"\s*(?:-{1,2}|[–—―])\s*|(?P<bracket>\()")
_SIGNED = re.compile(
    r"(?P<name>[^\n,:;()\"]{2,60})(?P<detail>(?:,[^\n:;\"]{1,100}| ?\([^()\n]{1,60}\)[^\n:;\"]{0,40})?)\Z"
)
_SENTENCE_BREAK = re.compile(r"[.?!] +(?=[A-Z])")
_ABOVE_CHARS = 140
_ABOUT_OPENS = ("", ",", "(")


def labelled(page: Page) -> list[Turn]:
    """ "Emma Price, 34, teacher: “…”", also several in one paragraph."""
    found: list[Turn] = []
    for number, quotes in page.quotes.items():
        start = page.paragraphs[number][0]
        at = start
        for quote in quotes:
            if at <= quote.start and (label := _label_before(page, at, quote)) and is_speech(page, quote):
                speaker, span = page.people.who(label), inner_span(page, quote)
                if speaker and span and _closes(page, number, quote):
                    found.append(Turn(speaker, (span,), label.start, quote.end, label.span))
            at = quote.end
    return found


def signed(page: Page) -> list[Turn]:
    """ "“…” — Susan Webb, nurse", the name in the same line or the next."""
    found: list[Turn] = []
    for number, quotes in page.quotes.items():
        end = page.paragraphs[number][1]
        rest = page.view[quotes[-1].end : end].lstrip(" .")
        following = page.paragraphs[number + 1] if number + 1 < len(page.paragraphs) else (end, end)
        line = (end - len(rest), end) if rest else following
        signature = _signature(page, *line, same_line=bool(rest))
        if signature is None or not is_speech(page, quotes[-1]):
            continue
        mine = page.quoted_whole(number) if not rest else quotes[-1:]
        spans = tuple(span for q in mine if (span := inner_span(page, q)))
        if spans:
            found.append(Turn(signature, spans, mine[0].start, line[1], signature.span))
    return found


def headed(page: Page) -> list[Turn]:
    """A name before a colon that closes its paragraph, and a quotation in the next."""
    found: list[Turn] = []
    for number in page.quotes:
        if number == 0:
            continue
        above = page.paragraphs[number - 1]
        quotes = page.quoted_whole(number)
        if not quotes or page.view[above[1] - 1] != ":" or not is_speech(page, quotes[0]):
            continue
        if announced := _announced(page, *above):
            spans = tuple(span for q in quotes if (span := inner_span(page, q)))
            found.append(Turn(announced, spans, above[0], quotes[-1].end, announced.span))
    return found


def _closes(page: Page, number: int, quote: Quote) -> bool:
    """Whether a quotation stands by itself: it ends with a stop, or its paragraph with it."""
    rest = page.view[quote.end : page.paragraphs[number][1]]
    return not rest.strip(" .") or page.ends_sentence(quote.start, quote.end)


def _label_before(page: Page, start: int, quote: Quote) -> Label | None:
    """The label that ends right before a quotation and begins at `start` or with a later sentence."""
    colon = start + len(page.view[start : quote.start].rstrip())
    if page.view[colon - 1 : colon] != ":":
        return None
    for at in _openings(page, start, quote.start):
        label = page.people.label_at(at, quote.start + 1) or _described(page, at, colon - 1)
        if label and not page.view[label.end : quote.start].strip(" :"):
            return label
    return None


def _described(page: Page, start: int, end: int) -> Label | None:
    """ "Fire chief Nils Amberg, 50": a label whose name has small words before it."""
    if end - start > _ABOVE_CHARS:
        return None
    mention = next((m for m in page.mentions_in(start, end) if m.kind == "person"), None)
    if mention is None or (mention.start > start and not page.people.is_role(page.view[start : mention.start])):
        return None
    about = page.view[mention.end : end]
    if topic := page.lexicon.dialogue.topic.fullmatch(about):
        about = f", {topic.group().strip()}"
    label = (
        page.people.label_of((mention.start, mention.end), about) if about.lstrip()[:1] in _ABOUT_OPENS else None
    )
    return label and replace(label, start=start, end=end)


def _openings(page: Page, start: int, end: int) -> Iterator[int]:
    while start < end and page.view[start] in " \n":
        start += 1
    yield start
    for stop in _SENTENCE_BREAK.finditer(page.view, max(start, end - _ABOVE_CHARS), end):
        yield stop.end()


def _signature(page: Page, start: int, end: int, *, same_line: bool) -> Speaker | None:
    """Who is named after a dash that opens a stretch of the view, or in brackets, and nothing else."""
    dash = _DASH.match(page.view, start, end)
    if end - start > _ABOVE_CHARS or start == end or (dash is None and same_line):
        return None
    at = dash.end() if dash else start
    stop = end - (page.view[end - 1] == ".")
    if dash and dash.group("bracket"):
        if page.view[stop - 1] != ")" or not same_line:
            return None
        stop -= 1
    found = _SIGNED.match(page.view, at, stop)
    label = page.people.label_of(found.span("name"), found.group("detail")) if found else None
    if label is None and dash:
        return _nameless(page, at, stop)
    if label is None or (dash is None and not page.people.tells_person(label.about)):
        return None
    return page.people.who(label, sure=bool(dash and not dash.group("bracket")))


def _nameless(page: Page, start: int, end: int) -> Speaker | None:
    """ "— a nurse from Hull": someone called only by a part."""
    words = page.view[start:end].split()
    if len(words) < 2 or words[0] not in page.lexicon.grammar.articles or not page.people.may_describe(words[-1]):
        return None
    text = " ".join(words[1:])
    if not page.people.tells_person(text) or not page.people.may_describe(text):
        return None
    return Speaker(text, "unnamed", (start, end), 0.85)


def _announced(page: Page, start: int, end: int) -> Speaker | None:
    """Whose words a line with a colon at its end says that follow."""
    dialogue = page.lexicon.dialogue
    if end - start > _ABOVE_CHARS or dialogue.greeting.match(page.view, start, end):
        return None
    label = page.people.label_at(start, end)
    if label and label.end == end and (speaker := page.people.who(label)):
        return speaker
    if not page.people.may_describe(page.view[start:end]):
        return None
    for mention in page.mentions_in(start, end):
        if mention.kind != "place" and dialogue.comes_from.search(page.before_titles(mention)):
            if mention.kind == "organization":
                return Speaker(mention.name, "organization", (mention.start, mention.end))
            return _writer(page, mention)
    tail = page.view.rfind(", ", start, end) + 2
    last = page.people.label_of((tail, end - 1), "") if tail > start + 1 else None
    return page.people.who(last) if last else None


def _writer(page: Page, mention: Mention) -> Speaker:
    """The person that a mention names, less "Letter from " where it was taken for a part of the name."""
    if opening := page.lexicon.dialogue.written_within.match(mention.text):
        span = (mention.start + opening.end(), mention.end)
        words = page.view[span[0] : span[1]].split()
        known = page.people.named(words)
        return Speaker(known[0] if known else " ".join(words), "person", span, 0.95)
    return Speaker(mention.name, "person", (mention.start, mention.end))
