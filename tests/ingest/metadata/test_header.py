"""Heads as people and programs write them: wrapped lines, unknown lines, other languages' keys, front matter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from searchapp.model import Story

One = Callable[..., Story]
BODY = "The ferry was late on Monday.\n\nIt will sail in spring, the captain said."
DAY = date(2020, 5, 6)


@pytest.mark.parametrize(
    "head",
    [
        "Title: Ferry late\nOutlet: Skarn Mail\nDate: 2020-05-06\nSection: News\nWords: 231",
        "Slug: ferry-2\nTitle: Ferry late\nPhotographer: Bo Li\nSource: Skarn Mail\nMood: calm\nDate: 6 May 2020",
        "HEADLINE: Ferry late\nPUBLICATION: Skarn Mail\nPUBLICATION-DATE: May 6, 2020\nPAGES: 3-4\nWORD COUNT: 9",
        "title : Ferry late\nsite_name : Skarn Mail\npublish_date : 2020-05-06T10:00:00Z\nkeywords : [a, b]",
        "Überschrift: Ferry late\nQuelle: Skarn Mail\nDatum: 06.05.2020\nRessort: Lokales\nWörter: 12",
        "Título: Ferry late\nFuente: Skarn Mail\nFecha: 2020-05-06\nSección: Puerto",
        "Titre : Ferry late\nSource : Skarn Mail\nDate de publication : 2020-05-06\nRubrique : Port",
        "Titolo: Ferry late\nTestata: Skarn Mail\nData: 2020-05-06\nSezione: Porto",
        "Заголовок: Ferry late\nИсточник: Skarn Mail\nДата: 2020-05-06",
        "Title:\nFerry late\nOutlet:\nSkarn Mail\nDate:\n2020-05-06",
        "Title: Ferry late\n\nOutlet: Skarn Mail\n\nDate: 2020-05-06",
        "Name: a.html\nTitle: Ferry late\nSite: skarn\nOutlet: Skarn Mail\nTime: 10:00\nDate: 2020-05-06",
        "Title: Ferry late\nTags:\n - one\n - two\nDesk:\n- sea\nOutlet: Skarn Mail\nDate: 2020-05-06\n-----",
        "Title:Ferry late\nPg.:3\nOutlet:Skarn Mail\nDate:2020-05-06",
        "  Title: Ferry late\n  Outlet: Skarn Mail\n  Date: 2020-05-06",
        "**Title:** Ferry late\n**Outlet**: Skarn Mail\n__Date:__ 2020-05-06",
        "Title: Ferry late\nOutlet: Skarn Mail\nDate: 2020-05-06\nSummary: Late again, and nobody says why.",
    ],
)
def test_a_head_is_read_whatever_else_stands_in_it(story: One, head: str) -> None:
    found = story("a.txt", f"{head}\n\n{BODY}")
    assert (found.title, found.outlet, found.published, found.text) == ("Ferry late", "Skarn Mail", DAY, BODY)


@pytest.mark.parametrize(
    "head",
    [
        "Title: Ferry late as the storm took the pier of the harbour and\n  with it the crane\nDate: 2020-05-06",
        "Title: Ferry late as the storm took the pier\n of the harbour and\n with it the crane\nDate: 2020-05-06",
        "Title: Ferry late as the storm took the pier of the harbour and\nwith it the crane\nDate: 2020-05-06",
        "Date: 2020-05-06\nTitle: Ferry late as the storm took the pier of the harbour and\nwith it the crane",
        "Date: 2020-05-06\nTitle: Ferry late as the storm took the pier of the harbour and\n   with it the crane",
    ],
)
def test_a_title_may_go_on_in_the_next_line(story: One, head: str) -> None:
    found = story("a.txt", f"{head}\n\n{BODY}")
    title = "Ferry late as the storm took the pier of the harbour and with it the crane"
    assert (found.title, found.published, found.text) == (title, DAY, BODY)


def test_authors_on_lines_of_their_own_are_all_kept(story: One) -> None:
    found = story("a.txt", f"Title: Ferry late\nAuthor: Ana Ruiz\nAuthor: Bo Li\nEditor: No\n\n{BODY}")
    assert (found.byline, found.text) == ("Ana Ruiz, Bo Li", BODY)


@pytest.mark.parametrize("key", ["Text", "BODY", "Full text", "Inhalt"])
def test_the_text_may_have_a_key_of_its_own(story: One, key: str) -> None:
    head = "Title: Ferry late\nDate: 2020-05-06"
    for between in ("\n", "\n\n"):
        found = story("a.txt", f"{head}{between}{key}: {BODY}")
        assert (found.title, found.published, found.text) == ("Ferry late", DAY, BODY)


def test_text_may_follow_a_head_without_a_blank_line(story: One) -> None:
    found = story("a.txt", f"Title: Ferry late\nDate: 2020-05-06\n{BODY}")
    assert (found.title, found.published, found.text) == ("Ferry late", DAY, BODY)


@pytest.mark.parametrize(
    "text",
    [
        f"Data: what the harbour knows of us.\n\n{BODY}",
        f"Journal: a week on the quay.\n\n{BODY}",
        f"Reporter: Is the ferry safe?\nCaptain Dahl: It is.\n\n{BODY}",
        f"Dahl: It is late.\nAas: It is not.\nDahl: It is.\n\n{BODY}",
        f"Time: the ferry's only enemy.\nMedia: nobody came.\n\n{BODY}",
        f"By: the sea they lived, and by the sea they stayed.\nThe ferry was late.\n\n{BODY}",
        f"Summary: one ferry, two captains.\nMood: calm.\n\n{BODY}",
        f"Headline writers have three rules: none is kept.\n\n{BODY}",
    ],
)
def test_prose_and_dialogue_are_no_head(story: One, text: str) -> None:
    found = story("a.txt", text)
    assert (found.text, found.title, found.outlet, found.published) == (text, None, None, None)


def test_a_first_paragraph_below_a_head_is_text_though_it_begins_like_a_key(story: One) -> None:
    body = f"Location: nobody knows where the ferry is.\nThe captain does.\n\n{BODY}"
    assert story("a.txt", f"Title: Ferry late\n\n{body}").text == body


# -- front matter -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "matter",
    [
        '+++\ntitle = "Ferry late"\ndate = 2020-05-06\nauthors = ["Ana Ruiz", "Bo Li"]\n'
        '[extra]\nsource = "Skarn Mail"\n+++',
        "+++\ntitle = 'Ferry late'\ndate = 2020-05-06T10:00:00+02:00\ndraft = false\noutlet = 'Skarn Mail'\n"
        "[[author]]\nname = 'Ana Ruiz'\n[[author]]\nname = 'Bo Li'\n+++",
        '+++\ntitle = """\nFerry\nlate"""\npublishDate = 2020-05-06 10:00:00\noutlet = "Skarn Mail"\n'
        "[taxonomies]\nauthors = ['Ana Ruiz', 'Bo Li']\n+++",
        "+++\ntitle = Ferry late\ndate = 2020-05-06\noutlet = Skarn Mail\nauthor = Ana Ruiz, Bo Li\n+++",
        "---\ntitle: >\n  Ferry\n  late\npublishDate: 2020-05-06\nauthors:\n  - first: Ana\n    last: Ruiz\n"
        "  - {name: Bo Li}\nparams:\n  outlet: Skarn Mail\n---",
        "---\ntitle: Ferry late\npublished: true\ndate: 2020-05-06 10:00:00 +0200\nsource:\n  name: Skarn Mail\n"
        "  url: https://skarn.example\nauthor:\n- Ana Ruiz\n- Bo Li\n---",
        "--- \ntitle: Ferry late\npub_date: 2020-05-06T10:00\nsite_name: Skarn Mail\nauthor: Ana Ruiz, Bo Li\n---",
    ],
)
def test_front_matter_of_site_generators(story: One, matter: str) -> None:
    found = story("a.md", f"{matter}\n\n{BODY}")
    assert (found.title, found.published, found.text) == ("Ferry late", DAY, BODY)
    assert (found.outlet, found.byline) == ("Skarn Mail", "Ana Ruiz, Bo Li")


@pytest.mark.parametrize("words", ["Nobody came.", "# Monday", "- one\n- two"])
def test_words_between_two_lines_of_plus_signs_are_text(story: One, words: str) -> None:
    text = f"+++\n{words}\n+++\n{BODY}"
    assert story("a.md", text).text == text


@pytest.mark.parametrize("key", ["Text", "Body", "Full text"])
def test_the_key_before_a_text_may_stand_in_a_paragraph_with_it(story: One, key: str) -> None:
    found = story("a.txt", f"Title:\nFerry late\n\nDate:\n6 May 2020\n\n{key}:\n{BODY}")
    assert (found.title, found.published, found.text) == ("Ferry late", DAY, BODY)
