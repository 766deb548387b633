"""The day on which a page says that its story was published: the one that readers see there, in its own time zone.

What the page tells machines is often in another zone than the day it shows: where both are one moment, the day
shown counts. Nothing is guessed: a day that can be read in two ways, or that is shown among others, is the story's
only where the page itself decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from searchapp.ingest.metadata.dates import Moment, read_moment
from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.pages.dates.date_places import Shown, frame_of, shown_dates
from searchapp.ingest.pages.dates.machine_dates import Told, day_in_address, is_feasible, told_changes, told_dates
from searchapp.ingest.pages.head import Page

_Decided = tuple[str, date]
ON_PAGE, IN_ADDRESS = "page", "address"
_DAY = timedelta(days=1)
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)
_QUARTER = 15
"""Minutes: zones differ by whole quarters of an hour."""
_SLACK = 2
_DAY_FIRST = re.compile(
    r"(?:fr|es|pt|it|ca|gl|ro|tr|el|nl|da|nb|no|pl|cs|sk|ru|uk|bg|hr|id|vi)(?:-(?!ca|us|pr|pa|ph)[a-z]{2})?"
)
"""The languages whose readers know but one order of day and month in figures, less those of North America."""
_BY_ITSELF = 400
"""Characters after the title within which a date needs no mark or label."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a page has to tell its day from: the dates it shows, best first, and those that it tells."""

    shown: Sequence[Shown]
    told: Sequence[Told]
    address: date | None
    changed: Collection[date]
    zone: timedelta | None
    day_first: bool | None
    language: str

    @property
    def sure(self) -> Sequence[Told]:
        return [one for one in self.told if one.sure]


def published_on(page: Page, tree: Any, layers: Sequence[Fields]) -> Fields | None:
    """The day of publication with the place that gives it; None where none can be told."""
    frame = frame_of(tree, _titles(page, layers))
    shown, changes = shown_dates(tree, frame), told_changes(page)
    evidence = _Evidence(
        _ranked(shown),
        told_dates(page, tree, layers, frame),
        day_in_address(layer.values["url"] for layer in layers if "url" in layer.values),
        {moment.day for moment in changes},
        _zone(shown, changes),
        _order(shown),
        page.language.lower().replace("_", "-"),
    )
    decided = (
        _both_shown_and_told(evidence)
        or _labelled(evidence)
        or _told(evidence.sure, evidence.address, evidence.zone)
        or _only_shown(evidence)
        or ((IN_ADDRESS, evidence.address) if evidence.address else None)
        or _told(evidence.told, None, None)
    )
    return Fields(decided[0], {"published": decided[1].isoformat()}) if decided else None


def _zone(shown: Sequence[Shown], changes: Sequence[Moment]) -> timedelta | None:
    """The zone of the page, where a change is shown with the time of day that is told in UTC."""
    for one in shown:
        if one.label != "updated" or one.at is None:
            continue
        for day in one.found.days:
            local = datetime.combine(day, one.at)
            for moment in changes:
                utc = next((told for told in _in_utc(moment) if moment.offset is not None), None)
                if utc is not None and not moment.offset and _is_one_moment(local, utc):
                    return timedelta(minutes=_QUARTER * round((local - utc) / timedelta(minutes=_QUARTER)))
    return None


def _order(shown: Sequence[Shown]) -> bool | None:
    """Whether days stand before months where a date of this page can be read in one way only."""
    orders = {one.found.day_first for one in shown} - {None}
    return orders.pop() if len(orders) == 1 else None


def _titles(page: Page, layers: Sequence[Fields]) -> list[str]:
    return [layer.values["title"] for layer in layers if "title" in layer.values] + [page.title]


def _ranked(shown: Sequence[Shown]) -> list[Shown]:
    """The dates that may be of publication: labelled ones first, then those after the title, then marked ones."""
    able = [one for one in shown if one.label != "updated" and one.alone]
    return sorted(
        able,
        key=lambda one: (
            one.label != "published",
            not one.is_near,
            (one.distance or 0) < 0,
            not one.marked,
            abs(one.distance or 0),
        ),
    )


def _both_shown_and_told(page: _Evidence) -> _Decided | None:
    """The first day shown beside the title, or labelled, that is that of a moment told."""
    for one in page.shown:
        if not one.is_near and one.label != "published":
            continue
        for other in page.sure:
            if day := _shared_day(one, other.moment, page.changed):
                return (other.origin if day == other.moment.day else ON_PAGE), day
    return None


def _shared_day(shown: Shown, moment: Moment, changed: Collection[date]) -> date | None:
    """The day that is shown, where it may be that of the moment in another zone."""
    days = [day for year in _years(moment) for day in shown.found.in_year(year)]
    if moment.day in days:
        return moment.day
    for day in days:
        if abs(day - moment.day) != _DAY or moment.at is None:
            continue
        if shown.at is not None:
            if any(_is_one_moment(datetime.combine(day, shown.at), told) for told in _in_utc(moment)):
                return day
        elif is_feasible(moment, day) and not (day > moment.day and day in changed):
            return day
    return None


def _years(moment: Moment) -> Iterator[int]:
    return iter(dict.fromkeys((moment.day.year, (moment.day - _DAY).year, (moment.day + _DAY).year)))


def _in_utc(moment: Moment) -> Iterator[datetime]:
    """The moment in UTC, as it is told, and as it is if the zone that it is told in is wrong, which is common."""
    if moment.at is not None:
        wall = datetime.combine(moment.day, moment.at)
        yield wall
        if moment.offset:
            yield wall - moment.offset


def _is_one_moment(local: datetime, utc: datetime) -> bool:
    apart = local - utc.replace(second=0)
    minutes = round(apart.total_seconds() / 60) % _QUARTER
    return _WEST <= apart <= _EAST and min(minutes, _QUARTER - minutes) <= _SLACK


def _labelled(page: _Evidence) -> _Decided | None:
    """The day that is labelled as that of publication beside the title, or at the story's end if none is told."""
    for one in page.shown:
        if (
            one.label == "published"
            and (one.is_near or (one.boxed and not page.sure))
            and (day := _read(one, page))
        ):
            return ON_PAGE, day
    return None


def _told(told: Sequence[Told], address: date | None, zone: timedelta | None) -> _Decided | None:
    """The first day told, or the one beside it in the page's own zone, so far as the page tells that.

    It does by its address, by the same moment in another zone than UTC, or by what it shows of its changes.
    """
    if not told:
        return None
    first = told[0].moment
    if address and is_feasible(first, address):
        return IN_ADDRESS, address
    if first.at is not None and first.offset == timedelta(0):
        utc = datetime.combine(first.day, first.at)
        for one in told[1:]:
            if one.moment.offset and one.moment.at:
                local = datetime.combine(one.moment.day, one.moment.at)
                if abs(local - one.moment.offset - utc) < timedelta(minutes=1):
                    return one.origin, one.moment.day
        if zone is not None:
            return ON_PAGE if zone else told[0].origin, (utc + zone).date()
    return told[0].origin, first.day


def _only_shown(page: _Evidence) -> _Decided | None:
    """The day shown beside the title where none is told for sure; the address outranks one that is days off."""
    near = [one for one in page.shown if one.is_near and (one.marked or (one.distance or 0) <= _BY_ITSELF)]
    without_title = [one for one in page.shown if one.distance is None and one.marked]
    if len({one.found.days for one in without_title}) == 1:
        near += without_title
    for one in near:
        if day := _read(one, page):
            return (
                (IN_ADDRESS, page.address) if page.address and abs(day - page.address) > _DAY else (ON_PAGE, day)
            )
    return None


def _read(shown: Shown, page: _Evidence) -> date | None:
    """The one day that a date can be on this page: by itself, by what is told, or by the order of others."""
    days = shown.found.days
    if not days and (moment := read_moment(shown.told)):
        return _shared_day(shown, moment, page.changed)
    if len(days) < 2:
        return days[0] if days else None
    known = {one.moment.day for one in page.told} | {page.address}
    if fitting := [day for day in days if day in known]:
        return fitting[0]
    if page.day_first is not None:
        return days[0] if page.day_first else days[1]
    sure = shown.found.sure and not page.language.startswith("en")
    return days[0] if sure or _DAY_FIRST.fullmatch(page.language) else None
