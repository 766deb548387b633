"""Presenter of what a story says of itself: the form that puts it right, and the stories that lack something."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from searchapp.curation.corrections import Correction, digest
from searchapp.curation.corrections_file import Noted
from searchapp.curation.story_fields import (
    BY_READER,
    STORY_FIELDS,
    OutletCorrection,
    StoryCorrection,
    StoryField,
    value_of,
)
from searchapp.ingest.metadata.fields import one_line
from searchapp.ingest.metadata.ids import normalised_url
from searchapp.model import Story
from searchapp.query.result import FacetCounts, SearchResult
from searchapp.text.wording import count_of, long_day, number, shorten
from searchapp.web.corrections.pages import FieldInput, Missing, MissingPage, PutRightPage
from searchapp.web.search_state import SearchState
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.corrected import undo_of
from searchapp.web.ui.links import day_link, outlet_link, runs
from searchapp.web.ui.origins import CORRECTABLE, FIELDS, origin_said, worded
from searchapp.web.ui.pager import pager
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.urls import missing_url, put_right_url, story_url

LONGEST = 500
A_PAGE = 50
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def problem_with(field: StoryField, value: str, today: date) -> str:
    """What is wrong with a value that was typed, or has to be asked; "" where it can be taken."""
    if field == "published" and value:
        try:
            day = date.fromisoformat(value) if _DAY.fullmatch(value) else None
        except ValueError:
            day = None
        if day is None:
            return "There is no such day. Write the year, the month and the day, as in 2017-10-14."
        return f"{long_day(day)} has not come yet." if day > today else ""
    if field == "url" and value and normalised_url(value) is None:
        return "This is not the address of a web page: that begins with http:// or https://."
    if field == "outlet" and value and not any(map(str.isalnum, value)):
        return "The name of an outlet has at least one letter or digit."
    return f"This is longer than {LONGEST} characters." if field != "url" and len(value) > LONGEST else ""


def is_asked_back(field: StoryField, problem: str) -> bool:
    """Whether a value can be taken all the same, once the reader says so."""
    return field == "published" and problem.endswith("has not come yet.")


def typed_in(form: Mapping[str, str]) -> dict[StoryField, str]:
    """The fields that a reader changed in a form, as they are kept."""
    values = {field: one_line(form[field]) for field in STORY_FIELDS if field in form}
    if address := normalised_url(values.get("url", "")):
        values["url"] = address
    return {field: value for field, value in values.items() if value != one_line(form.get(f"was_{field}", ""))}


def open_problems(form: Mapping[str, str], changed: Mapping[StoryField, str], today: date) -> bool:
    """Whether something of a form has to be typed anew or asked back before it is kept."""
    wrong = {field: problem for field, value in changed.items() if (problem := problem_with(field, value, today))}
    sure = bool(form.get("sure"))
    return any(not (sure and is_asked_back(field, problem)) for field, problem in wrong.items())


def corrections_of(
    found: Story, shown: Story, changed: Mapping[StoryField, str], *, everywhere: bool
) -> tuple[Correction, ...]:
    """What a reader noted who changed these fields; `everywhere` the outlet of all stories that have it."""
    return tuple(
        OutletCorrection(shown.outlet, to or None)
        if field == "outlet" and everywhere and shown.outlet
        else StoryCorrection(found.id, digest(found.text), field, value_of(found, field), to or None)
        for field, to in changed.items()
    )


def put_right_page(
    found: Story,
    shown: Story,
    outlets: FacetCounts,
    *,
    noted: Sequence[Noted],
    typed: Mapping[str, str],
    back: str,
    notices: tuple[Notice, ...] = (),
) -> PutRightPage:
    """The form for a story, as it was found and as it is shown; `typed` is what a reader has typed already."""
    counts = {value.value: value.count for value in outlets.values}
    others = counts.get(shown.outlet or "", 0)
    return PutRightPage(
        title="Not right?",
        back=Link("← Back", back),
        story=Link(shown.title or UNTITLED, story_url(shown.id)),
        outlet=outlet_link(SearchState(), shown.outlet),
        day=day_link(SearchState(), shown.published),
        hidden=(("story", shown.id), ("back", back)),
        inputs=tuple(
            _input(found, shown, field, standing=_standing(found, shown, noted, field), typed=typed, back=back)
            for field in CORRECTABLE.values()
        ),
        outlets=tuple(counts),
        everywhere=f"in all {number(others)} stories of “{shown.outlet}”" if others > 1 else "",
        notices=notices,
    )


def _input(
    found: Story, shown: Story, field: StoryField, *, standing: Noted | None, typed: Mapping[str, str], back: str
) -> FieldInput:
    was = value_of(shown, field)
    value = typed.get(field, was)
    problem = problem_with(field, value, date.today()) if value != was else ""
    return FieldInput(
        name=field,
        label=FIELDS[field],
        kind={"published": "date", "url": "url"}.get(field, "text"),
        value=value,
        was=was,
        told=_told(found, shown, field, standing),
        problem=problem,
        ask="Yes, this day is right" if is_asked_back(field, problem) else "",
        undo=undo_of(standing.id, put_right_url(found.id, back)) if standing else None,
    )


def _told(found: Story, shown: Story, field: StoryField, standing: Noted | None) -> str:
    """What the file says of a field, and what a reader made of it."""
    was, said, origin = value_of(shown, field), value_of(found, field), origin_said(found, field)
    taken = f", taken from {origin}" if origin else ""
    says = f"The file says {worded(field, said)}{taken}." if said else "The file does not say."
    if shown.origins.get(field) == BY_READER:
        everywhere = standing and isinstance(standing.correction, OutletCorrection)
        where = " in all stories of that outlet" if everywhere else ""
        return f"A reader {'put it right' if was else 'took it away'}{where}. {says}"
    if standing and isinstance(c := standing.correction, StoryCorrection) and c.found != said:
        return f"A reader put it right when the file said {worded(field, c.found)}. {says}"
    return f"Taken from {origin}." if was and origin else "" if was else "Not known."


def _standing(found: Story, shown: Story, noted: Sequence[Noted], field: StoryField) -> Noted | None:
    """What is in force of a field of a story."""
    text = digest(found.text)
    for n in reversed(noted):
        match n.correction:
            case _ if n.undone:
                continue
            case StoryCorrection() as c if c.field == field and (c.story == found.id or c.text == text):
                return n
            case OutletCorrection(to=to) if field == "outlet" and to == shown.outlet:
                return n
    return None


def missing_page(
    name: str, counts: Mapping[str, int], answer: SearchResult, state: SearchState, *, notices: tuple[Notice, ...]
) -> MissingPage:
    """The stories of which something is not known, each with the way to where it is put right."""
    here = missing_url(name, state.page)
    return MissingPage(
        title=f"Stories without {_article(name)}",
        status=count_of("story", answer.total),
        tabs=tuple(
            Link(each.capitalize(), missing_url(each), number(counts.get(each, 0)), current=each == name)
            for each in CORRECTABLE
        ),
        rows=tuple(
            Missing(
                title=runs(hit.title),
                lead=shorten(hit.snippet[0].text, 160) if hit.snippet else "",
                url=story_url(hit.story_id),
                outlet=outlet_link(SearchState(), hit.outlet),
                day=day_link(SearchState(), hit.published),
                put_right=put_right_url(hit.story_id, here),
            )
            for hit in answer.hits
        ),
        pager=pager(state, answer.total, A_PAGE, path=missing_url(name)),
        notices=notices,
    )


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
