"""Presenter of corrections: the form for a statement, what was just done, and the list of all corrections.

Statements are shown here as they were found, whatever was corrected since, so that a correction can itself
be put right.
"""

from __future__ import annotations

from collections.abc import Mapping

from searchapp.curation.corrections import NameCorrection, StatementCorrection, statement_key
from searchapp.curation.corrections_file import Noted
from searchapp.curation.story_fields import OutletCorrection, StoryCorrection, value_of
from searchapp.engines import Index
from searchapp.errors import BadRequest
from searchapp.facets import BY_KEY
from searchapp.model import SpeakerKind, Statement, Story
from searchapp.query.tree import Everything
from searchapp.text.wording import ARTICLE, count, day_of, shorten
from searchapp.web.corrections.pages import CorrectForm, CorrectionRow, CorrectionsPage, CorrectPage
from searchapp.web.search_state import SearchState
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.corrected import undo_of, what
from searchapp.web.ui.hits import statement_runs
from searchapp.web.ui.links import day_link, outlet_link
from searchapp.web.ui.origins import worded
from searchapp.web.ui.pager import pager
from searchapp.web.ui.parts import Link, Notice, Run
from searchapp.web.urls import (
    AT,
    keep_url,
    name_url,
    statement_anchor,
    story_url,
)

A_PAGE = 50
MAX_SPEAKER = 200
MAX_NAMES = 100
SPEAKERS: dict[SpeakerKind, str] = {
    "person": ARTICLE["person"],
    "organization": ARTICLE["organization"],
    "unnamed": "unnamed, as “a source”",
}


def correct_page(
    story: Story, statements: list[Statement], noted: list[Noted], *, back: str, notices: tuple[Notice, ...]
) -> CorrectPage:
    """The statements of a sentence, each with its form; `story` is as it was found."""
    return CorrectPage(
        title="Not right?",
        back=Link("← Back", back),
        story=Link(story.title or UNTITLED, f"{story_url(story.id)}#{statement_anchor(statements[0])}"),
        outlet=outlet_link(SearchState(), story.outlet),
        day=day_link(SearchState(), story.published),
        kinds=tuple(SPEAKERS.items()),
        forms=tuple(_form(story, s, i, noted, back) for i, s in enumerate(statements, 1)),
        notices=notices,
    )


def _form(story: Story, statement: Statement, number: int, noted: list[Noted], back: str) -> CorrectForm:
    sentence, words = statement_key(story, statement)
    before = standing(noted, StatementCorrection(story.id, sentence, words, "reject"))
    cue = f", by the verb “{shorten(statement.cue, 40)}”" if statement.cue else ""
    return CorrectForm(
        number=number,
        action=keep_url(story, statement),
        words=words,
        back=back,
        sentence=statement_runs(story, statement, Everything()),
        speaker=statement.speaker,
        unnamed=statement.speaker_kind == "unnamed",
        found=f"Found automatically as {statement.mode} speech{cue}.",
        names=names_in(story),
        in_force=what(before.correction, statement) if before else "",
        undo=undo_of(before.id, back) if before else None,
    )


def names_in(story: Story) -> tuple[str, ...]:
    """The people and organizations of a story, and who speaks in it: who may have said it."""
    named = [m.name for m in story.mentions if m.kind != "place"]
    given = [n for kind in ("person", "organization") for n in story.entities.get(kind, ())]
    spoken = [s.speaker for s in story.statements]
    return tuple(dict.fromkeys(" ".join(n.split()) for n in (*spoken, *named, *given)))[:MAX_NAMES]


def read_correction(form: Mapping[str, str], story: Story, statement: Statement) -> StatementCorrection:
    """The correction that a form asks for; BadRequest says what is missing."""
    sentence, words = statement_key(story, statement)
    action = form.get("action", "")
    if action == "reject":
        return StatementCorrection(story.id, sentence, words, "reject")
    if action != "speaker":
        raise BadRequest("Nothing was chosen.", hint="Go back and say what is not right.")
    speaker = " ".join(form.get("speaker", "").split())
    kind = next((k for k in SPEAKERS if k == form.get("kind", "")), None)
    if not speaker or len(speaker) > MAX_SPEAKER or kind is None:
        raise BadRequest(
            "It was not said who said it.",
            hint=f"Go back and give a name of up to {MAX_SPEAKER} characters, and whose name it is.",
        )
    return StatementCorrection(story.id, sentence, words, "speaker", speaker, kind)


def standing(noted: list[Noted], like: StatementCorrection) -> Noted | None:
    """What is in force about the same statement."""
    key = (like.story, like.sentence, like.words)
    for n in reversed(noted):
        c = n.correction
        if not n.undone and isinstance(c, StatementCorrection) and (c.story, c.sentence, c.words) == key:
            return n
    return None


def corrections_page(
    found: Index, noted: list[Noted], page: int, *, notices: tuple[Notice, ...] = ()
) -> CorrectionsPage:
    """All corrections, newest first; `found` is the index without them."""
    last = max(1, -(-len(noted) // A_PAGE))
    page = min(page, last)
    shown = noted[::-1][(page - 1) * A_PAGE : page * A_PAGE]
    about = dict.fromkeys(n.correction.story for n in shown if n.correction.story)
    stories = found.stories(about) if about else {}
    force = sum(not n.undone for n in noted)
    status = count(force, "correction", "corrections") + " in force"
    if back := len(noted) - force:
        status += f", {back} taken back"
    return CorrectionsPage(
        title="Corrections",
        status=status if noted else "",
        all_statements=SearchState(kind="statement").url(),
        rows=tuple(_row(stories, n) for n in shown),
        pager=pager(SearchState(page=page), len(noted), A_PAGE, path=AT.corrections),
        notices=notices,
    )


def _row(stories: Mapping[str, Story], noted: Noted) -> CorrectionRow:
    c = noted.correction
    undo = undo_of(noted.id, AT.corrections)
    if isinstance(c, NameCorrection):
        kind = c.to or c.kind
        place = Link(f"{BY_KEY[kind].label}: {c.name}", name_url(kind, c.name))
        if c.story and (story := stories.get(c.story)):
            place = Link(story.title or UNTITLED, story_url(story.id))
        return CorrectionRow(day_of(noted.when), what(c), place, (), "", noted.undone, undo)
    if isinstance(c, OutletCorrection):
        shown = Link(c.to or c.outlet, SearchState().with_filter("outlet", c.to or c.outlet).url())
        return CorrectionRow(day_of(noted.when), what(c), shown, (), "", noted.undone, undo)
    story = stories.get(c.story)
    if isinstance(c, StoryCorrection):
        there = Link(story.title or UNTITLED, story_url(story.id)) if story else None
        return CorrectionRow(day_of(noted.when), what(c), there, (), _lost(c, story), noted.undone, undo)
    statement = next(
        (s for s in story.statements if statement_key(story, s) == (c.sentence, c.words)) if story else iter(()),
        None,
    )
    if story is None or statement is None:
        lost = "Its sentence is no longer in the archive; the correction waits for it."
        return CorrectionRow(day_of(noted.when), what(c), None, (), lost, noted.undone, undo)
    sentence: tuple[Run, ...] = statement_runs(story, statement, Everything())
    place = Link(story.title or UNTITLED, story_url(story.id, fragment=statement_anchor(statement)))
    return CorrectionRow(day_of(noted.when), what(c, statement), place, sentence, "", noted.undone, undo)


def _lost(correction: StoryCorrection, story: Story | None) -> str:
    """Why a correction of a field may not hold, given its story as it was found; "" where it does."""
    if story is None:
        return "Its file was moved or taken out; the correction holds where the same text is found."
    says = value_of(story, correction.field)
    if says == correction.found:
        return ""
    return f"It holds no longer: the file says {worded(correction.field, says)} now, and that is shown."
