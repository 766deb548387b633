"""The day on which a page says that its story was published: the one that readers see there, in its own time zone.

What the page tells machines is often in another zone than the day it shows; of a moment shown and one told that are
the same, the day shown counts. Nothing is guessed: a day that can be read in two ways, or that is shown among others,
is the story's only where the page itself decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from searchapp.ingest.metadata.dates import Moment
from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.pages.date_places import Shown, frame_of, shown_dates
from searchapp.ingest.pages.head import Page
from searchapp.ingest.pages.machine_dates import Told, changed_days, day_in_address, is_feasible, told_dates

ON_PAGE, IN_ADDRESS = "page", "address"
_DAY = timedelta(days=1)
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)
_QUARTER = 15
"""Minutes: zones differ by whole quarters of an hour."""
_SLACK = 2


def published_on(page: Page, tree: Any, layers: Sequence[Fields]) -> Fields | None:
    """The day of publication with the place that gives it; None where none can be told."""
    frame = frame_of(tree, _titles(page, layers))
    told = told_dates(page, tree, layers, frame)
    urls = [layer.values["url"] for layer in layers if "url" in layer.values]
    address = day_in_address(urls)
    shown = _ranked(shown_dates(tree, frame))
    changed = changed_days(page)
    sure = [one for one in told if one.sure]
    decided = (
        _both_shown_and_told(shown, sure, changed)
        or _labelled(shown, sure, address)
        or _told(sure, address)
        or _only_shown(shown, told, address)
        or ((IN_ADDRESS, address) if address else None)
        or _told(told, address)
    )
    return Fields(decided[0], {"published": decided[1].isoformat()}) if decided else None


def _titles(page: Page, layers: Sequence[Fields]) -> list[str]:
    return [layer.values["title"] for layer in layers if "title" in layer.values] + [page.title]


def _ranked(shown: Sequence[Shown]) -> list[Shown]:
    """The dates that may be of publication: labelled ones first, then marked ones, those after the title nearest first."""
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


def _both_shown_and_told(
    shown: Sequence[Shown], told: Sequence[Told], changed: Collection[date]
) -> tuple[str, date] | None:
    """The first day shown beside the title that is that of a moment told."""
    for one in shown:
        if not one.is_near and one.label != "published":
            continue
        for other in told:
            if day := _shared_day(one, other.moment, changed):
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


def _labelled(shown: Sequence[Shown], told: Sequence[Told], address: date | None) -> tuple[str, date] | None:
    """The day that is labelled as that of publication beside the title, or wherever it stands if none is told."""
    for one in shown:
        if one.label == "published" and (one.is_near or not told) and (day := _read(one, shown, told, address)):
            return ON_PAGE, day
    return None


def _told(told: Sequence[Told], address: date | None) -> tuple[str, date] | None:
    """The first day told, or the day before or after that the address has, where it may be that in another zone."""
    if not told:
        return None
    moment = told[0].moment
    if address and is_feasible(moment, address):
        return IN_ADDRESS, address
    return told[0].origin, moment.day


def _only_shown(shown: Sequence[Shown], told: Sequence[Told], address: date | None) -> tuple[str, date] | None:
    """The day shown beside the title, where nothing is told for sure; the address outranks one a day or more off."""
    near = [one for one in shown if one.is_near and (one.marked or (one.distance or 0) >= 0)]
    without_title = [one for one in shown if one.distance is None and one.marked]
    for one in near or (without_title if len({one.found.days for one in without_title}) == 1 else []):
        if day := _read(one, shown, told, address):
            return (IN_ADDRESS, address) if address and abs(day - address) > _DAY else (ON_PAGE, day)
    return None


def _read(shown: Shown, others: Sequence[Shown], told: Sequence[Told], address: date | None) -> date | None:
    """The day a date can only be read as on this page: by itself, by what is told, or by the others' order."""
    days = shown.found.days
    if len(days) == 1:
        return days[0]
    known = {one.moment.day for one in told} | ({address} if address else set())
    if fitting := [day for day in days if day in known]:
        return fitting[0]
    return days[0] if days and shown.found.sure else None
