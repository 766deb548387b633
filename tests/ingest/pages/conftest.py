"""Pages of invented news: four paragraphs of a story, and what a test puts between the first two and the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.ingest.readers.html import story_of_page
from searchapp.model import Story

P1 = (
    "The ferry board of Corvane met on Monday evening and Mara Quill told its members that the old slipway would"
    " have to be closed before the spring tides come in."
)
P2 = (
    "Tobin Ashe, who has repaired boats on the island since 1987, said that nobody had asked the people whose"
    " houses stand beside the slipway what they wanted to see done."
)
P3 = (
    "A second hearing will be held in the parish hall in March, and the county has promised to pay for a survey of"
    " the sea wall and of the cellars behind it."
)
P4 = (
    "“We will come back until they listen,” said Ines Varga, who keeps the chandlery, as she left the meeting with"
    " some forty others late at night."
)
PARAGRAPHS = (P1, P2, P3, P4)


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


PageOf = Callable[[str], Story]
Between = Callable[[str], list[str]]


@pytest.fixture
def page_of() -> PageOf:
    """The story of a page with this body."""

    def read(body: str) -> Story:
        head = "<head><meta charset=utf-8><title>T</title></head>"
        markup = f"<!DOCTYPE html><html lang=en>{head}<body>{body}</body></html>"
        return story_of_page(markup.encode(), source="a.html")

    return read


@pytest.fixture
def between(page_of: PageOf) -> Between:
    """The paragraphs of a story into whose middle something was put, less its own four: they have to be there."""

    def read(inner: str) -> list[str]:
        text = page_of(f"<article><h1>T</h1>{p(P1, P2)}{inner}{p(P3, P4)}</article>").text
        found = text.split("\n\n")
        assert [paragraph for paragraph in found if paragraph in PARAGRAPHS] == list(PARAGRAPHS)
        assert found.index(P2) < found.index(P3)
        return found[found.index(P2) + 1 : found.index(P3)] + found[found.index(P4) + 1 :]

    return read
