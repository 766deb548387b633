"""The dates that a page shows to its readers, and where each stands: beside its title, marked as a date, labelled.

Knows lxml's trees, and the words that pages use in class names. Leaves out what belongs to something else on the
page: comments, other stories, the site's head and foot, quotations, captions, what is hidden. Must not know what
the page tells machines about itself, save in the elements that mark a date.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time
from itertools import islice
from typing import Any, Literal

from searchapp.ingest.metadata.dates.forms import NO_DATE, Found, clock_in, dates_in
from searchapp.ingest.metadata.dates.names import folded, says_published, says_updated, stands_with_date

_Pieces = list[tuple[str, Any]]
"""The texts of a line, folded, each with its element."""
Label = Literal["published", "updated", ""]
_UNREAD = frozenset(
    "head script style noscript template nav footer aside form button select option svg math iframe object figure"
    " figcaption picture video audio canvas dialog menu textarea blockquote".split()
)
_BLOCKS = frozenset(
    "html body main article section header hgroup div p li ul ol dl dt dd table tbody thead tr td th pre center"
    " address h1 h2 h3 h4 h5 h6 hr br details summary fieldset".split()
)
_BESIDE = frozenset(
    """
    comment comments disqus reply replies respond related recommended recommendation recommendations recirc promo
    promos newsletter subscribe cookie cookies consent gdpr sidebar rail aside footer nav navigation navbar topbar
    masthead menu teaser teasers widget widgets advert advertisement ad ads sponsor sponsored popup modal overlay
    outbrain taboola trending popular breadcrumb breadcrumbs caption copyright legal disclaimer carousel slider
    gallery archive archives weather ticker search previous prev next latest recent event events tweet twitter
    embed readmore mostread more card cards
    """.split()
)
"""The words in a class name or id that tell of something that is not the story."""
_TELLS_OF_PAGE = frozenset({"has", "no", "with", "is", "not", "without"})
_UNSEEN = frozenset({"hidden", "is-hidden", "hide", "d-none"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MARKS = re.compile(
    r"(?:\w{0,20}(?:date|dates|timestamp|stamp|datum|fecha|datetime)|time|when|dateline|publish\w{0,5}|posted|pub"
    r"|submitted|byline|data|veroeffentlicht)"
)
"""What a word of a class name is like that marks a date."""
_CHANGES = re.compile(r"(?:last)?(?:updated?|updates|modified|modify|modification|mod|edited|revised)")
_OWN = frozenset({"article", "main"})
_HEADINGS = ("h1", "h2", "h3", "h4", "dt", "div", "p", "span", "td", "strong", "b", "font")
_COVERS = 0.4
"""How much of a title a heading has that is one: more than the site's name at the title's end."""
_MOST_HEADINGS = 500
_LONGEST_LINE = 300
_MOST_LINES = 3000
"""With figures in them; a page of news has some dozens."""
_LABEL_REACH = 60
_NEAR_IN_BOX, _NEAR_AFTER, _NEAR_BEFORE = 1200, 400, 200
"""Characters of text between the title and a date that is beside it."""
_BOX = 4
_LABEL_WORDS = 6
_BEFORE_DATES = frozenset("in since until till before after from of im seit bis depuis desde dal sinds".split())
_OF_OTHERS = frozenset(
    "born died birth death deceased event deadline apply due expires expiry closing closes starts ends begins"
    " valid printed retrieved accessed visited saved archived captured snapshot".split()
)
"""What stands before a date that is of something else than the story."""
_MOST_BEFORE_MARK = 3
_OPENS_SENTENCE = frozenset("on am le el em il den op".split())
_FEWEST_OF_SENTENCE = 3
_MOST_BESIDE = 14
"""Words in a line with a date that is no sentence."""
_SPAN = re.compile(r"\s?(?:[-–—]|to|until)\s?", re.IGNORECASE)
_FROM = re.compile(r"(?:^|\s)\d{1,2}\s?[-–—]\s?$")
"""What stands between the first day and the last of something."""
_CLAIMS = re.compile(r"©|\(c\)|copyright|all rights", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<!\S)[a-z]\w{3,20}[.!?][\"'”’)]{0,3}(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Shown:
    """A date on the page: `distance` is that from the title in characters, below 0 before it, None without one.

    `marked` where its element says that it is a date, `alone` where its line is no sentence, `boxed` where a small
    part of the page holds it and the title, `told` what its <time> tells machines.
    """

    found: Found
    at: time | None
    label: Label
    marked: bool
    alone: bool
    distance: int | None = None
    boxed: bool = False
    told: str = ""

    @property
    def is_near(self) -> bool:
        """Whether it stands beside the title: a little after it, or just before it in one box with it."""
        if self.distance is None:
            return False
        return (
            self.distance <= _NEAR_AFTER if self.distance >= 0 else self.boxed and self.distance >= -_NEAR_BEFORE
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """The element that shows a story's title, None where none does, and those that it stands in.

    `box` are the nearest of them, beside each other on any page.
    """

    heading: Any
    around: frozenset[Any]
    in_article: bool
    box: frozenset[Any]

    def has(self, element: Any) -> bool:
        """Whether an element may hold what is the story's, seen by itself."""
        name = element.tag if isinstance(element.tag, str) else ""
        if not name or element in self.around or element is self.heading:
            return bool(name)
        if name == "article":  # within one that has the title, or beside it
            return not self.in_article and not is_beside(element)
        if name in {"header", "footer"}:  # of the site, unless they are the article's
            inside = any(above.tag in _OWN for above in element.iterancestors() if above in self.around)
            return inside and not is_beside(element, but=name)
        return not is_beside(element)


def frame_of(tree: Any, titles: Sequence[str]) -> Frame:
    """Where the story is on the page; `titles` are what the page may call it."""
    heading = _heading(tree, titles)
    around = frozenset(heading.iterancestors()) if heading is not None else frozenset()
    box = islice(heading.iterancestors(), _BOX) if heading is not None else ()
    small = frozenset(above for above in box if above.tag not in {"html", "body"})
    return Frame(heading, around, any(above.tag == "article" for above in around), small)


def shown_dates(tree: Any, frame: Frame) -> list[Shown]:
    """The dates that may be the story's, in the order in which they stand."""
    before = looked = 0
    title_ends: int | None = None
    found: list[tuple[int, Shown]] = []
    for pieces in _lines(tree, frame):
        size = sum(len(piece) for piece, _ in pieces)
        if frame.heading is not None and any(element is frame.heading for _, element in pieces):
            title_ends = before + size
        elif looked < _MOST_LINES and size <= _LONGEST_LINE and any(c.isdigit() for p, _ in pieces for c in p):
            looked += 1
            found += [(before, one) for one in _in_line(pieces, frame.box)]
        before += size
    return [replace(one, distance=None if title_ends is None else at - title_ends) for at, one in found]


def is_beside(element: Any, *, but: str = "") -> bool:
    """Whether an element holds what is beside a story on any page, or is unseen; `but` is a word that may be."""
    if element.tag in _UNREAD and element.tag != but:
        return True
    if not element.attrib or element.tag in {"html", "body", "main", "article"}:
        return False
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    if element.get("role") in {"navigation", "banner", "complementary", "contentinfo", "search", "dialog", "menu"}:
        return True
    for name in f"{element.get('class') or ''} {element.get('id') or ''}".split():
        if name in _UNSEEN:
            return True
        words = words_of(name)
        if (_BESIDE - {but}).intersection(words) and not _TELLS_OF_PAGE.intersection(words[:1]):
            return True
    return False


def words_of(name: str) -> list[str]:
    """The words of a class name: `ArticlePage-datePublished` is article, page, date, published."""
    return [word.lower() for word in _WORD.findall(name)]


def _heading(tree: Any, titles: Sequence[str]) -> Any:
    """The element that repeats most of the story's title, headings first; else the first heading of rank 1."""
    wanted = [letters for title in titles if (letters := _letters(title))]
    longest = max(map(len, wanted), default=0)
    for name in _HEADINGS:
        best, most = None, _COVERS
        for element in islice(tree.iter(name), _MOST_HEADINGS):
            said = _letters("".join(islice(element.itertext(), 20)))
            if not 4 <= len(said) <= 2 * longest:
                continue
            share = max(_share(said, title) for title in wanted)
            if share > most or (share == most and best in element.iterancestors()):
                best, most = element, share
        if best is not None:
            return best
    return next((element for element in tree.iter("h1") if _letters("".join(element.itertext()))), None)


def _share(said: str, title: str) -> float:
    """How much of the longer of two texts the shorter is, where that is in it."""
    short, long = sorted((said, title), key=len)
    return len(short) / len(long) if short in long else 0.0


def _letters(text: str) -> str:
    return "".join(c for c in folded(text[:1000]).casefold() if c.isalnum())


def _lines(tree: Any, frame: Frame) -> Iterator[_Pieces]:
    """The lines of the page that may be the story's, without recursion: a page may be deep."""
    pieces: _Pieces = []
    steps: list[tuple[Any, bool, Any]] = [(tree, True, None)]
    while steps:
        element, entering, owner = steps.pop()
        if element.tag in _BLOCKS and pieces:
            yield pieces
            pieces = []
        if entering and frame.has(element):
            inside = owner if owner is not None and owner is frame.heading else element
            text = _start_of(element.text)
            if element.tag == "time" and not dates_in(text, without_year=True):
                text = _start_of(element.get("datetime")) or text  # "two days ago" is no date
            if text:
                pieces.append((text, inside))
            steps.append((element, False, owner))
            steps.extend((child, True, inside) for child in reversed(element))
        elif element is not tree and (text := _start_of(element.tail)):
            pieces.append((text, owner))
    if pieces:
        yield pieces


def _start_of(text: str | None) -> str:
    return folded(text[: 4 * _LONGEST_LINE]) if text else ""


def _in_line(pieces: _Pieces, box: Collection[Any]) -> Iterator[Shown]:
    """The dates of one line, each with what the line and its elements say of it."""
    text = " ".join(piece for piece, _ in pieces)
    if _CLAIMS.search(text):
        return
    dates = [one for one in dates_in(text, without_year=True) if NO_DATE not in one.days]
    ends = [0, *(one.end for one in dates)]
    rest = " ".join(text[end : one.start] for end, one in zip(ends, dates, strict=False)) + text[ends[-1] :]
    since = 0
    for number, one in enumerate(dates):
        until = dates[number + 1].start if number + 1 < len(dates) else len(text)
        before, after = text[since : one.start], text[one.end : until]
        since = one.end
        spans = (number and _SPAN.fullmatch(before)) or (one is not dates[-1] and _SPAN.fullmatch(after))
        element, begins = _at(pieces, one.start)
        label, marked = _told_by_elements(element)
        if spans or _FROM.search(before) or _runs_on(before, after, apart=marked and begins):
            continue
        label = _label(before[-_LABEL_REACH:]) or label
        clock = clock_in(after) or clock_in(before)
        at = clock.at if clock else None
        alone, boxed = _is_alone(rest, label), _holds(box, element)
        yield Shown(one, at, label, marked, alone, boxed=boxed, told=_datetime(element))


def _datetime(element: Any) -> str:
    for _ in range(2):
        if element is not None and element.tag == "time":
            return element.get("datetime") or ""
        element = element.getparent() if element is not None else None
    return ""


def _at(pieces: _Pieces, offset: int) -> tuple[Any, bool]:
    """The element at a place of a line, and whether its text begins there."""
    end = 0
    for piece, element in pieces:
        start, end = end, end + len(piece) + 1
        if offset < end:
            return element, offset == start
    return None, False


def _holds(box: Collection[Any], element: Any) -> bool:
    return element is not None and any(above in box for above in element.iterancestors())


def _runs_on(before: str, after: str, *, apart: bool) -> bool:
    """Whether a date stands in a sentence: "in", "since", "the storm of"; not after a label, a name or a figure.

    What has an element `apart` that is marked as a date may follow any word but those that lead to one.
    """
    words = re.findall(r"[^\W\d_]+|[^\w\s]", before)
    if not _OF_OTHERS.isdisjoint(word.casefold() for word in words[-_LABEL_WORDS // 2 :]):
        return True
    while words and not words[-1].isalpha():
        if words[-1] not in {"(", "["}:
            return False
        words.pop()
    if not words or any(says_published(word) or says_updated(word) for word in words[-_LABEL_WORDS:]):
        return False
    if words[-1].casefold() in _BEFORE_DATES:
        return True
    if len(words) == 1 and words[0].casefold() in _OPENS_SENTENCE:
        return len(re.findall(r"[^\W\d_]+", after)) >= _FEWEST_OF_SENTENCE
    if apart and len(words) <= _MOST_BEFORE_MARK:
        return False
    return not words[-1][0].isupper() and not _is_weekday_or_zone(words[-1])


def _is_weekday_or_zone(word: str) -> bool:
    return word.isalpha() and len(word) > 2 and stands_with_date(word)


def _label(before: str) -> Label:
    """What the words before a date say of it, the nearest first."""
    for word in reversed(re.findall(r"[^\W\d_]+", before)):
        if says_updated(word):
            return "updated"
        if says_published(word):
            return "published"
    return ""


def _told_by_elements(element: Any) -> tuple[Label, bool]:
    """What a date's element and the two around it say: whether it is of a change, and that it is a date."""
    label: Label = ""
    marked = False
    for _ in range(3):
        if element is None or not isinstance(element.tag, str) or element.tag in {"body", "article", "main"}:
            break
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        words = words_of(names)
        changed = "entry-date" not in names.split() and any(_CHANGES.fullmatch(word) for word in words)
        if changed and not label and not any(word.startswith("publish") for word in words):
            label = "updated"
        marked = marked or changed or element.tag == "time" or any(_MARKS.fullmatch(word) for word in words)
        element = element.getparent()
    return label, marked


def _is_alone(rest: str, label: Label) -> bool:
    """Whether a line less its dates is no sentence: few words, and nothing that ends one."""
    few = label == "published" or len(re.findall(r"[^\W\d_]+", rest)) <= _MOST_BESIDE
    return few and not _SENTENCE.search(rest)
