"""Reader for JSON that is no JSON Lines: one story, a list of them, or an export that has such a list somewhere.

A list that is the whole file is read as a stream; anything else is held, under a cap. A file without stories is
said to have none: settings, maps and the like lie in many folders.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from searchapp.errors import IngestError
from searchapp.ingest.columns.json_values import lists_within, stories_within, values
from searchapp.ingest.columns.record import Columns, Tally, fields_named, told_by
from searchapp.ingest.columns.state import left_out
from searchapp.ingest.files.safe_open import STREAM_CAP, TEXT_CAP, read_blocks
from searchapp.ingest.files.stream import beginning, characters
from searchapp.ingest.metadata.fields import FieldName, Fields
from searchapp.ingest.metadata.json_object import checked
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.metadata.sidecar import read_defaults, read_sidecar
from searchapp.ingest.readers.several_documents import doubts_of
from searchapp.ingest.source import Failure, Item, LeftOut, Remark, Source
from searchapp.model import Story

ORIGIN = "given"
_SAMPLE = 20
_PROSE = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?:\s|$)")
_MANY_WORDS = 8
_MOST_LISTS = 50
_JSON_FEED = "https://jsonfeed.org/version/"
_ABOUT_STORIES = frozenset({"published", "url", "outlet", "byline"})


def read_json(source: Source) -> Iterator[Item]:
    """The stories of a file, or that it has none; raises IngestError for what is no JSON."""
    stream = values(characters(read_blocks(source, cap=STREAM_CAP)), longest=TEXT_CAP)
    sample, whole = beginning(stream, _SAMPLE)
    records = [one.value for one in sample]
    if len(sample) == 1 and not sample[0].listed and isinstance(records[0], Mapping):
        deque(whole, maxlen=0)  # raises what is wrong behind it
        yield from _read_object(source, records[0])
    elif any(_is_record(record, source.choices.columns) for record in records):
        yield from read_records(source, (one.value for one in whole))
    else:
        deque(whole, maxlen=0)
        yield _no_story(source, records)


def read_records(
    source: Source, records: Iterable[object], *, place: str = "", feed: Fields | None = None
) -> Iterator[Item]:
    """Each record as a story or a Failure, and which of their keys were read; `place` is where their list lies.

    What the file's sidecar says stands for every story that does not say it itself, and then what its `feed` says.
    """
    defaults = read_defaults(source)
    if isinstance(defaults, Failure):
        yield defaults
        defaults = None
    yield from _Reading(source, tuple(filter(None, (defaults, feed))), place).of(records)


def _read_object(source: Source, whole: Mapping[str, object]) -> Iterator[Item]:
    """A file that is one object: a story, or what has a list of them within."""
    columns = source.choices.columns
    if _is_story(whole, columns):
        sidecar = read_sidecar(source)
        if isinstance(sidecar, Failure):
            yield sidecar
            sidecar = None
        yield from _Reading(source, (sidecar,) if sidecar else ()).of([whole], alone=True)
    elif found := stories_within(whole, lambda record: _is_story(record, columns)):
        yield from read_records(source, found.records, place=found.place, feed=_feed(whole))
    else:
        told = [_no_story(source, records) for records in ([whole], *islice(lists_within(whole), _MOST_LISTS))]
        yield next((one for one in told if isinstance(one, Failure)), told[0])


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of one file's records, over what a sidecar says of them, out of the list at `place`."""

    source: Source
    defaults: tuple[Fields, ...]
    place: str = ""
    tally: Tally = field(default_factory=Tally)

    def of(self, records: Iterable[object], *, alone: bool = False) -> Iterator[Item]:
        number = 0
        try:
            for number, record in enumerate(records, start=1):
                yield self._item(record, "" if alone else str(number))
        except IngestError as error:
            yield Failure(self.source.name, f"item {number + 1}", error.message)
        if not self.tally.is_plain or self.place:
            said = self.tally.said()
            yield Remark(self.source.name, f"stories in {self.place}: {said}" if self.place else said)

    def _item(self, record: object, number: str) -> Story | Failure | LeftOut:
        name = f"{self.source.name}#{number}" if number else self.source.name
        try:
            known = checked(record)
            if why := left_out(known):
                return LeftOut(name, why)
            told = told_by(known, self.source.choices.columns, origin=ORIGIN)
        except IngestError as error:
            return Failure(self.source.name, f"item {number}" if number else "", error.message)
        self.tally.note(told, known)
        return make_story(
            told.text,
            (told.fields, *self.defaults),
            source=name,
            id_from_content=bool(number),
            doubts=(*told.doubts, *doubts_of(told.text)),
        )


def _feed(whole: Mapping[str, object]) -> Fields | None:
    """What a JSON Feed says of all its stories: its title is their outlet."""
    if not str(whole.get("version", "")).startswith(_JSON_FEED):
        return None
    told: dict[FieldName, object] = {"outlet": whole.get("title"), "language": whole.get("language")}
    return Fields("feed", {name: value for name, value in told.items() if isinstance(value, str)})


def _is_record(record: object, columns: Columns) -> bool:
    """Whether an object has a text, or a summary, beside something else of a story."""
    try:
        told = told_by(checked(record), columns, origin=ORIGIN)
    except IngestError:
        return False
    known = told.places.keys()
    if "summary" in known:
        return bool(known & _ABOUT_STORIES)
    return len(known) > 1 or known == {"text"} <= set(told.places.values()) or _is_named("text", columns)


def _is_story(record: object, columns: Columns) -> bool:
    """Whether an object is a record whose text is prose: settings and labels of buttons have texts too."""
    if not _is_record(record, columns):
        return False
    told = told_by(checked(record), columns, origin=ORIGIN)
    is_prose = bool(_PROSE.search(told.text)) or len(told.text.split()) >= _MANY_WORDS
    return is_prose or bool(told.places.keys() & _ABOUT_STORIES) or _is_named("text", columns)


def _is_named(name: str, columns: Columns) -> bool:
    return any(field == name for field, _ in columns)


def _no_story(source: Source, records: Sequence[object]) -> Failure | LeftOut:
    """That a file has no stories; a failure that says what its records have, where these may be some."""
    names = list(dict.fromkeys(key for one in records if isinstance(one, Mapping) for key in one))
    known = fields_named(names)
    if not source.choices.columns and not ("title" in known and known & {"url", "published"}):
        return LeftOut(source.name, "no story")
    more = f" and {len(names) - _SAMPLE:,} more" if len(names) > _SAMPLE else ""
    shown = ", ".join(name[:40] for name in names[:_SAMPLE]) + more
    return Failure(source.name, "", f"no key has the text of a story ({shown}): name it by --map text=KEY")
