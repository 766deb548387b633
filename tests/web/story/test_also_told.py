"""The reader says who else tells of it, how much others have too, and marks that; else it says nothing of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.compare.compared import Event, Pair, Passage
from searchapp.model import Story
from searchapp.web.urls import compare_url
from tests.stories import said, story
from tests.web.compare.pairs import compared, pair

TEXT = "The ferry sank off Brill on Monday. Divers went down at noon, Ada Lund said.\n\nFog held. A bell rang."
OTHER = "The ferry sank off Brill on Monday. Divers went down, she said."
HERE = story("here", TEXT, title="Ferry sinks", outlet="Brill Post", published="2019-03-04",
             statements=(said(TEXT, "Divers went down at noon", "Ada Lund", mode="direct"),))  # fmt: skip
WIRE = story("wire", OTHER, title="Ferry lost", outlet="Coast Wire", published="2019-03-03")
LEDGER = story("ledger", OTHER, title="Lost", outlet="Gulf Ledger", published="2019-03-05")
FAR = story("far", "Rain.", title="Rain")
FIRST, SECOND = "The ferry sank off Brill on Monday.", ("Divers went down at noon", "Divers went down")
Make = Callable[..., FlaskClient]


@pytest.fixture
def read(make_client: Make, tmp_path: Path) -> Callable[..., str]:
    """The reader of HERE beside others, with these pairs."""

    def made(*others: Story, pairs: tuple[Pair, ...] = (), event: tuple[str, ...] = (), path: str = "") -> str:
        client = make_client(HERE, *others)
        events = [Event("ferry", "Ferry, Brill", None, None, event)] if event else []
        compared(tmp_path / "made", [HERE, *others], pairs, events=events)
        return client.get(path or "/story/here").text

    return made


def words(page: str) -> str:
    """What stands in the text of a story, its links of sentences apart."""
    text = page.split('<div class="text"')[1].split("<footer", maxsplit=1)[0]
    return " ".join(re.sub("<[^>]+>", "", text.partition(">")[2]).split())


def shared(page: str) -> list[str]:
    """The words that are marked as shared, run by run."""
    return re.findall(r'<span class="(?:told \w+ )?shared"[^>]*>([^<]+)<', page)


def test_a_story_that_none_tells_too_says_nothing_of_others(read: Callable[..., str]) -> None:
    page = read(FAR)
    assert "Also told by" not in page
    assert "shared" not in page
    assert words(page) == " ".join(TEXT.split())


def test_what_others_have_too_is_marked_and_said_behind_it(read: Callable[..., str]) -> None:
    page = read(WIRE, LEDGER, pairs=(pair(HERE, WIRE, (FIRST, FIRST), SECOND), pair(LEDGER, HERE, (FIRST, FIRST))))
    assert shared(page) == [FIRST, SECOND[0]]
    assert words(page).startswith(
        f"{FIRST} also in Coast Wire and Gulf Ledger Divers went down at noon, Ada Lund said. also in Coast Wire"
    )
    assert compare_url("here", "wire", "ledger", anchor="s1-0").replace("&", "&amp;") in page
    assert 'class="told direct shared"' in page


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ((WIRE,), "% of this is shared with 1 other story; earliest in Coast Wire, 3 March 2019."),
        ((LEDGER,), "% of this is shared with 1 other story; earliest here, 4 March 2019."),
        ((WIRE, LEDGER), "is shared with 2 other stories; earliest in Coast Wire, 3 March 2019."),
        ((story("undated", OTHER),), "% of this is shared with 1 other story."),
        ((story("wire", OTHER, published="2019-03-04"),), "% of this is shared with 1 other story."),
    ],
)  # fmt: skip
def test_how_much_is_shared_is_said_at_the_head(
    read: Callable[..., str], others: tuple[Story, ...], said: str
) -> None:
    page = read(*others, pairs=tuple(pair(HERE, other, (FIRST, FIRST)) for other in others))
    assert f"{said}</bdi>" in page


def test_the_others_of_its_event_stand_beside_it(read: Callable[..., str]) -> None:
    page = read(WIRE, LEDGER, FAR, pairs=(pair(HERE, LEDGER, (FIRST, FIRST)),), event=("wire", "here", "gone"))
    told = page.split("Also told by</h2>")[1].split("</section>")[0]
    assert re.findall(r'href="/story/(\w+)"', told) == ["ledger", "wire"]
    assert "shares 40\N{NO-BREAK SPACE}%" in told
    assert "Ferry, Brill" in told
    assert "/story/far" not in told


def test_passages_that_reach_over_marks_statements_and_paragraphs_leave_the_text_whole(
    read: Callable[..., str],
) -> None:
    spans = ((10, 50), (40, 300), (300, 310), (5, 5))
    pairs = (Pair("here", "wire", 0.9, 0.9, tuple(sorted(Passage(span, (0, 9)) for span in spans))),)
    page = read(WIRE, pairs=pairs, path="/story/here?q=monday+divers+noon")
    assert page.count("<mark") == 3
    assert words(page).replace("also in Coast Wire", "").split() == TEXT.split()
    assert " ".join("".join(shared(page)).split()) == " ".join(TEXT[10:].replace("\n", "").split())
