"""The days on which a page tells machines that it was published or changed, best first.

Knows the vocabularies: JSON-LD, microdata and microformats, the names of meta tags. Must not know what is shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from searchapp.ingest.metadata.dates import Moment, read_moment
from searchapp.ingest.metadata.dates.forms import possible_day
from searchapp.ingest.metadata.dates.names import MONTHS
from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.pages.dates.date_places import Frame, words_of
from searchapp.ingest.pages.head import Page

_SPLIT = re.compile(r"[^A-Za-z]+")
_OF_DATES = frozenset(
    "date time datetime timestamp day at on pubdate publishdate pubtime pdate ptime dated".split()
)
_OF_PUBLICATION = frozenset(
    "published publish publishing pub publication posted post issued issue pubdate publishdate publishtime pubtime"
    " pdate ptime original first released firstpublished datepublished publisheddate publishedtime".split()
)
_OF_MAKING = frozenset("created creation create dated submitted online article story content".split())
_NOT_OF_PUBLICATION = frozenset(
    "modified modification modify updated update updates mod utime last expires expire expiry expiration revised"
    " event start end birth death founding copyright upload video crawl build built generated publisher comment"
    " render rendered server current valid until available unavailable season release lastpubbed review reviewed"
    " due deadline embargo archive archived indexed verification validate".split()
)
_WEAK = frozenset({"date", "dc.date", "dcterms.date", "dc.terms.date", "dcdate", "datetime", "timestamp"})
_CHANGED = re.compile(r'"dateModified"\s{0,9}:\s{0,9}"([^"]{4,40})"')
_SAID = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,60})"')
_OF_PAGES = ("Page", "Article", "Posting", "Report", "Work", "Story")
_MOST = 200
_IN_ADDRESS = (
    re.compile(r"/((?:19|20)\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?=[/_.-]|$)"),
    re.compile(r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})(?=[/_.-]|$)", re.IGNORECASE),
    re.compile(r"/((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.-]|$)"),
    re.compile(r"[/_-]((?:19|20)\d\d)-(\d\d)-(\d\d)(?=[/_.-]|$)"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A moment that a place of the page gives; not `sure` where that may be the one of the page's making."""

    origin: str
    moment: Moment
    sure: bool = True


def told_dates(page: Page, tree: Any, layers: Sequence[Fields], frame: Frame) -> list[Told]:
    """The moments of publication that the page tells, those of higher rank first."""
    said = {la.origin: la.values["published"] for la in reversed(layers) if "published" in la.values}
    linked = said.get("json-ld", "")
    given: list[tuple[str, str, bool]] = [
        ("json-ld", linked, True),
        ("opengraph", said.get("opengraph", ""), True),
    ]
    if not linked and not any("title" in layer.values for layer in layers if layer.origin == "json-ld"):
        given[1:1] = [("json-ld", value, True) for value in _agreed(page.json_ld)]
    marked = list(_in_elements(tree, frame)) if tree is not None else []
    given += [("microdata", value, True) for value in marked]
    given += [("meta", value, sure) for value, sure in _in_metas(page.metas, marked=bool(marked))]
    told = [Told(origin, moment, sure) for origin, value, sure in given if (moment := read_moment(value))]
    return sorted(told, key=lambda one: not one.sure)


def told_changes(page: Page) -> tuple[Moment, ...]:
    """The moments at which the page says that it was changed."""
    values = [value for script in page.json_ld for value in _CHANGED.findall(script)[:_MOST]]
    values += [value for name, value in page.metas.items() if {"modified", "updated"}.intersection(_parts(name))]
    return tuple(moment for value in values if (moment := read_moment(value)))


def day_in_address(urls: Iterable[str]) -> date | None:
    """The day in the path of an address, as news sites write it: /2017/10/14/, /20171014/, /2017-10-14-…"""
    for url in urls:
        path = url.partition("//")[2].partition("?")[0]
        for form in _IN_ADDRESS:
            for found in form.finditer(path):
                year, month, of_month = found.groups()
                number = MONTHS.get(month.lower(), 0) if month.isalpha() else int(month)
                if day := possible_day(int(year), number, int(of_month)):
                    return day
    return None


def is_feasible(moment: Moment, day: date) -> bool:
    """Whether it may be that day somewhere at a moment that is told in UTC, or in no zone."""
    if moment.at is None or moment.offset:
        return False
    hours = moment.at.hour + moment.at.minute / 60
    return (day == moment.day - timedelta(days=1) and hours <= 12) or (
        day == moment.day + timedelta(days=1) and hours >= 10
    )


def _agreed(scripts: Sequence[str]) -> list[str]:
    """What JSON-LD says of a page that it does not call an article, where all of it says the same day."""
    values = [value for script in scripts for value in islice(_of_pages(script), _MOST)]
    moments = [moment for value in values if (moment := read_moment(value))]
    return values[:1] if len({moment.day for moment in moments}) == 1 else []


def _of_pages(script: str) -> Iterator[str]:
    try:
        waiting: list[object] = [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        yield from _SAID.findall(script)
        return
    while waiting:
        match waiting.pop():
            case list() as several:
                waiting.extend(several)
            case dict() as node:
                kinds, said = node.get("@type"), node.get("datePublished")
                named = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
                if isinstance(said, str) and any(str(kind).endswith(_OF_PAGES) for kind in named):
                    yield said
                waiting.extend((node.get("@graph"), node.get("mainEntity")))


def _in_elements(tree: Any, frame: Frame) -> Iterator[str]:
    """What microdata and microformats mark as the story's day of publication, not a comment's or another's."""
    marked = filter(_marks_publication, tree.iter("time", "meta", "span", "abbr", "div", "p", "li"))
    for element in islice(marked, _MOST):
        if not _is_of_story(element, frame):
            continue
        values = (element.get(name) for name in ("datetime", "content", "title"))
        yield next(filter(None, values), "") or "".join(element.itertext())[:_MOST]


def _is_of_story(element: Any, frame: Frame) -> bool:
    for above in element.iterancestors():
        if not frame.has(above):
            return False
        if above.get("itemscope") is not None and frame.heading is not None and above not in frame.around:
            return False
    return True


def _marks_publication(element: Any) -> bool:
    if not element.attrib:
        return False
    if "datePublished" in (element.get("itemprop") or "").split() or element.get("pubdate") is not None:
        return True
    classes = (element.get("class") or "").split()
    return ("published" in classes or "dt-published" in classes) and element.tag in {"time", "abbr"}


def _in_metas(metas: Mapping[str, str], *, marked: bool) -> list[tuple[str, bool]]:
    """The values of meta tags by how plainly their names speak of publication, and whether they do."""
    ranked = []
    for name, value in metas.items():
        if (rank := _rank(name)) and not (marked and name == "datepublished"):
            ranked.append((rank, value))
    return [(value, rank < 3) for rank, value in sorted(ranked, key=lambda one: one[0])]


def _rank(name: str) -> int:
    """1 for a name that speaks of publication, 2 of making, 3 of a date and no more; 0 for any other."""
    if name in _WEAK:
        return 3
    words = _parts(name)
    if _NOT_OF_PUBLICATION.intersection(words):
        return 0
    joined = "".join(words)
    if any(part in joined for part in ("modif", "updat", "expir", "last")):
        return 0
    if _OF_PUBLICATION.intersection(words) or "publish" in joined or "pubdate" in joined:
        return 1
    if _OF_DATES.intersection(words) and _OF_MAKING.intersection(words):
        return 2
    return 2 if joined.endswith(("datecreated", "createddate", "dateissued", "created")) else 0


def _parts(name: str) -> list[str]:
    return [part.lower() for piece in _SPLIT.split(name) for part in words_of(piece)]
