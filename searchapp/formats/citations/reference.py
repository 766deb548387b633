"""What a citation of a story or a passage consists of, whichever form it is written in. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from searchapp.collections.passages import passage_key
from searchapp.curation.corrections import digest
from searchapp.formats.citations.authors import Author, authors_of
from searchapp.formats.cited import Cited
from searchapp.text.wording import speakers_of

_UNFIT = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_PLAIN_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation in lines without control characters; "" stands for what is not known.

    `id` is the story's, with the passage's where one is cited; `link` is the archive's own, `words` are those
    that are quoted, `said` says who speaks there and how, `page` that of a document.
    """

    id: str
    title: str
    authors: tuple[Author, ...]
    outlet: str
    day: date | None
    url: str
    link: str
    accessed: date | None
    language: str
    words: str
    said: str
    page: str

    @property
    def name(self) -> str:
        """The id where it is one line as it stands, else the key."""
        return self.id if self.id == " ".join(one_line(self.id).split()) else self.key

    @property
    def key(self) -> str:
        """The id in letters, digits, "-", "_", "." and ":"; two ids never share one."""
        if _PLAIN_KEY.fullmatch(self.id):
            return self.id
        return f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', self.id).strip('-')}:{digest(repr(self.id))}"


def reference_of(cited: Cited) -> Reference:
    """The citation of a story, or of a passage of it."""
    story, statement = cited.story, cited.statement
    sentence = statement.sentence if statement else cited.sentence
    at = statement.spans[0][0] if statement else sentence[0] if sentence else None
    page = story.page_at(at) if at is not None and len(story.pages) > 1 else None
    return Reference(
        id=_id(cited),
        title=one_line(story.title),
        authors=authors_of(one_line(story.byline)),
        outlet=one_line(story.outlet),
        day=story.published,
        url=one_line(story.url),
        link=one_line(cited.link),
        accessed=cited.accessed,
        language=one_line(story.language),
        words=one_line(cited.words),
        said=_said(cited),
        page=str(page) if page else "",
    )


def one_line(text: str | None) -> str:
    """A text as one line without control characters and without halves of letters."""
    return _UNFIT.sub(" ", text or "").strip()


def _id(cited: Cited) -> str:
    """What a citation is known by: the same in each export as long as what is cited stays as it is."""
    statement = cited.statement
    if statement is not None:
        place = statement.spans, statement.cue_span, statement.speaker_span
        return f"{cited.story.id}/s/{passage_key(cited.story, statement.sentence)}/{digest(repr(place))[:6]}"
    return f"{cited.story.id}/s/{passage_key(cited.story, cited.sentence)}" if cited.sentence else cited.story.id


def _said(cited: Cited) -> str:
    """Who speaks in a passage, how it is told, and how sure that is: "" where nobody is known to."""
    said = cited.statement
    if said is None:
        return ""
    told = {"Speaker": speakers_of(said), "Speech": said.mode, "Polarity": said.polarity}
    return "; ".join(f"{k}: {one_line(v)}" for k, v in told.items()) + f"; Confidence: {said.confidence:.2f}"
