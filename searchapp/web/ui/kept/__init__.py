"""What is kept of a story, and the line on what was just kept or taken away, on the page that this led back to."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode

from flask import request

from searchapp.collections.kept import Item, Kept, Note, Quoted, Value, kind_of, said_now
from searchapp.collections.passages import find_passage, passage_key
from searchapp.model import BETWEEN_PARTS, Offsets, Story
from searchapp.text.wording import count, day_of, how_sure, shorten, speakers_of
from searchapp.web.route_marks import may
from searchapp.web.security import own_path
from searchapp.web.services import services
from searchapp.web.ui.corrected import DONE
from searchapp.web.ui.kept.pages import Form, KeptHere, KeptNote, QuotedWords, TagHere
from searchapp.web.ui.parts import Link, Notice, Run, Undo
from searchapp.web.urls import AT, add_url, collection_url, passage_url, story_url

KEPT, TAGGED, ALREADY = "kept", "tagged", "already"
"""The parameters that name what was just kept or dropped, a tag that was just given or taken away, and a
collection that had already what was to be added."""
MAX_KNOWN = 200
"""Tags that are offered."""
LAPSED = "The story has changed since: these words no longer stand in it."
GONE = "The story is no longer in the archive. These are the words as they were kept."


def kept_now() -> Kept:
    """Collections and notes as they are now."""
    return services().archive.collected.current()[0]


def here(otherwise: str) -> str:
    """The page that is asked for, without what was just done there: a way back."""
    pairs = parse_qsl(request.query_string.decode("ascii", "replace"))
    kept = urlencode([p for p in pairs if p[0] not in (DONE, KEPT, TAGGED, ALREADY)])
    return own_path(quote(request.path) + (f"?{kept}" if kept else ""), otherwise)


def words_kept(story_id: str, key: str) -> str:
    """The sentence of this key as it was when somebody kept it or wrote a note on it; "" where nobody did."""
    kept = kept_now() if may(AT.collections) else Kept()
    values: tuple[Item | Note, ...] = (*kept.items.values(), *kept.notes.values())
    quoted = (v.quoted for v in values if v.quoted and v.story == story_id)
    return next((q.sentence for q in quoted if q.key == key), "")


# -- what was just done -------------------------------------------------------------------------------


def just_kept() -> tuple[Notice, ...]:
    """The line on what was just kept or taken away, if this page was led to by that."""
    if KEPT not in request.args and ALREADY not in request.args:
        return ()
    kept, token = kept_now(), request.args.get(KEPT, "")
    if may(AT.collections) and (full := kept.collections.get(request.args.get(ALREADY, ""))):
        there = Link("Open it", collection_url(full.id))
        return (Notice(f"“{full.name}” has it already; nothing was added.", there, "done"),)
    values = kept.come_together(token) if token and may(AT.collections) else ()
    if not values:
        return ()
    gone = (kind_of(values[0]), values[0].id) in kept.gone
    undo = Undo(AT.collections_undo, (("id", token), ("back", here(AT.collections))))
    said, link = _said(kept, values[0], len(values), gone=gone)
    return (Notice(said, link, "done", undo),)


def _said(kept: Kept, value: Value, many: int, *, gone: bool) -> tuple[str, Link | None]:
    """What was done to a value, and the way to it."""
    match value:
        case Note():
            return ("The note was deleted." if gone else "The note is kept."), None
        case Item():
            collection = kept.collections.get(value.collection)
            name = f"“{collection.name}”" if collection else "a collection"
            what = "Removed from" if gone else "Added to"
            things = f"{count(many, 'item', 'items')}: {what.lower()}" if many > 1 else what
            link = Link("Open it", collection_url(collection.id)) if collection else None
            return f"{things} {name}.", link
        case _:
            return f"“{value.name}” {'was deleted' if gone else 'is there'}.", None


def just_tagged(story_id: str) -> tuple[Notice, ...]:
    """The line on a tag that a story was just given, or lost."""
    tag = request.args.get(TAGGED, "")
    if not tag or not may(AT.collections):
        return ()
    there = tag in services().archive.tags.current()[0].of(story_id)
    back = tagging(story_id, here(story_url(story_id)), tag=tag, drop=there)
    said = f"Tagged “{shorten(tag, 60)}”." if there else f"The tag “{shorten(tag, 60)}” was taken away."
    return (Notice(said, tone="done", undo=Undo(back.action, back.fields)),)


def since_then(story: Story | None, quoted: Quoted) -> str:
    """What has become of a passage since it was kept; "" where it is as it was."""
    if story is None:
        return GONE
    if find_passage(story, quoted.key) is None:
        return LAPSED
    said = said_now(story, quoted)
    if not quoted.said or (said and speakers_of(said) == quoted.speaker):
        return ""
    now = f"now {speakers_of(said)} is" if said else "now nobody is"
    return f"When it was kept, {quoted.speaker} was found to say this; {now}."


# -- what is kept of a story --------------------------------------------------------------------------


def on_story(story: Story, lit: Offsets | None = None) -> KeptHere | None:
    """Tags, notes and collections of a story, for those who may see them; `lit` is the sentence that is marked."""
    if not may(AT.collections):
        return None
    back, kept = here(story_url(story.id)), kept_now()
    tags = services().archive.tags.current()[0]
    known = dict.fromkeys(tag for given in tags.by_story.values() for tag in given)
    within = {item.collection for item in kept.items.values() if item.story == story.id}
    return KeptHere(
        tags=tuple(
            TagHere(tag, f"{AT.search}?{urlencode({'tag': tag})}", tagging(story.id, back, tag=tag, drop=True))
            for tag in tags.of(story.id)
        ),
        known=tuple(sorted(known, key=str.casefold)[:MAX_KNOWN]),
        tagging=tagging(story.id, back),
        notes=notes_on(story, kept, back),
        noting=noting(back, story=story.id),
        collections=tuple(Link(c.name, collection_url(c.id)) for c in kept.by_name() if c.id in within),
        add=add_url(story=story.id, back=back),
        add_lit=add_url(story=story.id, key=passage_key(story, lit), back=back) if lit else "",
    )


def notes_on(story: Story, kept: Kept, back: str, *, key: str | None = None) -> tuple[KeptNote, ...]:
    """The notes on a story and its passages, or on one passage of it (`key`), or ("") on the story alone."""
    shown = (n for n in kept.notes_on(story.id) if key is None or key == (n.quoted.key if n.quoted else ""))
    return tuple(_note(story, note, back) for note in shown)


def _note(story: Story, note: Note, back: str) -> KeptNote:
    lapsed = note.quoted is not None and find_passage(story, note.quoted.key) is None
    return KeptNote(
        id=note.id,
        text=note.text,
        day=day_of(note.written),
        words=note.quoted.sentence if note.quoted else "",
        url=passage_url(story.id, note.quoted.key) if note.quoted and not lapsed else "",
        lapsed=LAPSED if lapsed else "",
        changed=noting(back, id=note.id),
        drop=noting(back, id=note.id, drop="1"),
    )


def noting(back: str, **about: str) -> Form:
    """The form that writes, changes or deletes a note."""
    return Form(AT.collections_note, (*((name, value) for name, value in about.items() if value), ("back", back)))


def tagging(story_id: str, back: str, *, tag: str = "", drop: bool = False) -> Form:
    """The form that gives a story a tag, or takes it away."""
    about = {"story": story_id, "tag": tag, "drop": "1" if drop else "", "back": back}
    return Form(AT.collections_tag, tuple((name, value) for name, value in about.items() if value))


def quoted_words(quoted: Quoted) -> QuotedWords:
    """A passage as it was kept, with what was said told apart from what is around it."""
    runs: list[Run] = []
    at = 0
    for part in quoted.said.split(BETWEEN_PARTS) if quoted.said else [quoted.sentence]:
        start = quoted.sentence.find(part, at)
        if start >= 0:
            runs += [Run(quoted.sentence[at:start], quiet=True), Run(part)]
            at = start + len(part)
    runs.append(Run(quoted.sentence[at:], quiet=True))
    sure = f"Found automatically. {how_sure(quoted.confidence)}" if quoted.said else ""
    return QuotedWords(tuple(r for r in runs if r.text), quoted.speaker, quoted.mode, sure)
