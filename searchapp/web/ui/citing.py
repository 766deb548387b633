"""Lines to cite a story or a statement by, as plain text; what is not known is said."""

from __future__ import annotations

from urllib.parse import urlsplit

from searchapp.model import Mode, Statement, Story
from searchapp.text.wording import long_day, shorten, speakers_of

UNTITLED = "Untitled story"
MAX_CITED = 2000
"""Characters of a statement; a longer one is cut."""
TOLD: dict[Mode, str] = {
    "direct": "said by",
    "indirect": "indirect speech of",
    "mixed": "partly direct speech of",
}


def original(url: str | None) -> str | None:
    """A story's address if it is one that a browser may follow: http or https, with a host."""
    try:
        parts = urlsplit(url or "")
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def citation(story: Story, *, page: str = "") -> str:
    """A line to cite a story by, or one of its pages."""
    said = [
        story.byline or "",
        f"“{story.title}”" if story.title else UNTITLED,
        story.outlet or "unknown outlet",
        long_day(story.published) if story.published else "no date",
        original(story.url) or "",
        page,
    ]
    return ", ".join(s for s in said if s) + "."


def page_said(story: Story, statement: Statement) -> str:
    """On which page of its story a statement stands, "p. 3"; "" where that has no pages, or only one."""
    return f"p. {story.page_of(statement)}" if len(story.pages) > 1 else ""


def spoken_by(statement: Statement, speaker: str) -> str:
    """Whose words a statement's are: said by someone, or what they asked, denied or would not say."""
    return {
        "affirmed": f"said by {speaker}",
        "refused": f"what {speaker} declined to say",
        "asked": f"asked by {speaker}",
        "denied": f"denied by {speaker}",
    }[statement.polarity]


def statement_citation(story: Story, statement: Statement) -> str:
    """A line to cite a statement by: the words where they are direct speech, else their sentence as it stands."""
    start, end = statement.sentence
    words = story.words_of(statement) if statement.mode == "direct" else story.text[start:end]
    unnamed = " (unnamed)" if statement.speaker_kind == "unnamed" else ""
    lost = ", possibly verbatim" if story.quotes_lost and statement.mode == "indirect" else ""
    speaker = f"{speakers_of(statement)}{unnamed}"
    affirmed = statement.polarity == "affirmed"
    how = f"{TOLD[statement.mode]} {speaker}" if affirmed else spoken_by(statement, speaker)
    who = f"{how}{lost}{', uncertain' if statement.uncertain else ''}"
    return f"“{shorten(words, MAX_CITED)}” – {who}. {citation(story, page=page_said(story, statement))}"
