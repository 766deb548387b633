"""Downloads of news databases: every story comes out with its fields, and what is missing is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from searchapp.ingest import Choices, Failure, LeftOut, Source, read_source
from searchapp.ingest.readers.bundles import layouts, stories_of_bundle
from searchapp.model import Story
from searchapp.provenance import Doubt
from tests.conftest import ROOT
from tests.ingest.readers.downloads import FILES, LAYOUTS, Made, as_long_lines, made_stories

One = Callable[..., Story]
Read = Callable[..., list[Story | Failure]]


def items_of(folder: Path, suffix: str, data: bytes, *, choices: Choices | None = None) -> list[object]:
    """What comes out of a file."""
    path = folder / f"download{suffix}"
    path.write_bytes(data)
    source = Source(path, path.name, choices or Choices())
    return list(read_source(source))


def same_words(text: str) -> str:
    return " ".join(text.split())


def check(found: object, made: Made, layout: str) -> None:
    assert isinstance(found, Story), found
    assert (found.title, found.outlet, found.published) == (made.title, made.outlet, made.published)
    assert (found.byline or "", found.section) == (made.byline, made.section)
    assert same_words(found.text) == same_words(" ".join(made.paragraphs))
    assert found.format == layout.split(maxsplit=1)[0]
    assert found.doubts == ()
    assert found.source.endswith(f"#{made.number}")


@pytest.mark.parametrize(
    "suffix", [pytest.param(suffix, marks=[pytest.mark.ci] if n > 1 else []) for n, suffix in enumerate(FILES)]
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_fifty_stories_in_a_download_are_fifty_stories_with_their_fields(
    tmp_path: Path, layout: str, suffix: str
) -> None:
    stories = made_stories(50)
    found = items_of(tmp_path, suffix, FILES[suffix](LAYOUTS[layout](stories)))
    assert len(found) == 50, [item for item in found if isinstance(item, Failure)]
    for item, made in zip(found, stories, strict=True):
        check(item, made, layout)
    assert len({item.id for item in found if isinstance(item, Story)}) == 50


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lines_may_be_as_long_as_their_paragraphs(tmp_path: Path, layout: str) -> None:
    stories = made_stories(9, seed=3)
    found = items_of(tmp_path, ".txt", as_long_lines(LAYOUTS[layout](stories)))
    for item, made in zip(found, stories, strict=True):
        check(item, made, layout)


def read_text(folder: Path, text: str, *, suffix: str = ".txt", separator: str = "") -> list[Story | Failure]:
    path = folder / f"download{suffix}"
    path.write_text(text, encoding="utf-8")
    return [
        i for i in read_source(Source(path, path.name, Choices(separator=separator))) if not isinstance(i, LeftOut)
    ]


def told(item: Story | Failure) -> tuple[object, ...]:
    assert isinstance(item, Story), item
    return (item.title, item.outlet, item.published, item.byline, item.section)


# -- LexisNexis -------------------------------------------------------------------------------------------

LAMP = """
                               51 of 200 DOCUMENTS

                     Copyright 2006 The Vell Times Company
                                 The Vell Times

                              May 6, 2006 Saturday
                              Correction Appended
                              Late Edition - Final

A Lighthouse Goes Dark;
Keeper Blames the Board

BYLINE: By SARA PELL and NED WRIGHT

SECTION: Section A; Foreign Desk; Pg. 5

LENGTH: 38 words

DATELINE: VELL, May 5

HIGHLIGHT: The lamp has burned since 1803.

   The harbour board of Vell met on Monday, and for the third time in a month it did
not say when the lamp will be lit.

   LENGTH: nobody knows.

   “It shines no more,” Captain Dora Finch said.

URL: https://www.vell.example/2006/05/06/lamp.html

CORRECTION: An article on Saturday misspelled the captain's name.

GRAPHIC: Photos: The tower. (Photo by Bo Li)

The keeper. (Photo by Oskar Hall)

LOAD-DATE: May 6, 2006

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper
"""
MAIL = """
                               53 of 200 DOCUMENTS

                                Vell Mail (Skarn)

                              May 7, 2006 Sunday
                                 Edition 1;
                                   Scotland

No headline in original

SECTION: Pg. 12

LENGTH: 10 words

It was quiet in Skarn on Sunday, the people say.

LOAD-DATE: May 7, 2006
"""
CUT = """
                               54 of 200 DOCUMENTS

                                Vell Mail (Skarn)

                              May 8, 2006 Monday

New edition of the sea chart is late

By Ned Wright

LENGTH: 500 words

The chart was late. It had
"""


def test_what_stands_around_a_document_is_told_from_its_text(tmp_path: Path) -> None:
    (found,) = read_text(tmp_path, LAMP)
    title = "A Lighthouse Goes Dark; Keeper Blames the Board"
    day = date(2006, 5, 6)
    assert told(found) == (title, "The Vell Times", day, "SARA PELL and NED WRIGHT", "Section A; Foreign Desk")
    assert isinstance(found, Story)
    assert (found.language, found.url) == ("en", "https://www.vell.example/2006/05/06/lamp.html")
    assert found.text.startswith(
        "The lamp has burned since 1803.\n\n   The harbour board"
    ) or found.text.startswith("The lamp has burned since 1803.\n\nThe harbour board")
    assert "LENGTH: nobody knows." in found.text
    assert found.text.endswith("Finch said.\n\nAn article on Saturday misspelled the captain's name.")
    assert found.doubts == ()
    assert set(found.origins.values()) == {"database"}


@pytest.mark.parametrize("form", ["<html><body><pre>{}</pre></body></html>", "{}", "flat", "crlf", "gaps"])
def test_a_download_may_be_set_as_it_is_or_lose_its_blank_lines(tmp_path: Path, form: str) -> None:
    text = MAIL.replace("No headline in original", "Quiet in Skarn")
    match form:
        case "flat":
            text = "\n".join(line.strip() for line in text.split("\n") if line.strip() not in {"", "Scotland"})
        case "crlf":
            text = text.replace("\n", "\r\n")
        case "gaps":
            text = text.replace("\n\n", "\n\n \n\n")
        case _:
            text = form.format(text)
    suffix = ".html" if "<" in form else ".txt"
    (found,) = read_text(tmp_path, text, suffix=suffix)
    assert told(found) == ("Quiet in Skarn", "Vell Mail (Skarn)", date(2006, 5, 7), None, None)
    assert isinstance(found, Story)
    assert found.text == "It was quiet in Skarn on Sunday, the people say."


def test_editions_a_missing_title_a_missing_document_and_one_cut_off(tmp_path: Path) -> None:
    _, second, third, missing = read_text(tmp_path, LAMP + MAIL + CUT)
    assert told(second) == (None, "Vell Mail (Skarn)", date(2006, 5, 7), None, None)
    assert told(third) == (
        "New edition of the sea chart is late",
        "Vell Mail (Skarn)",
        date(2006, 5, 8),
        "Ned Wright",
        None,
    )
    assert isinstance(second, Story)
    assert second.doubts == ()
    assert isinstance(third, Story)
    assert third.doubts == (Doubt("cut off", 0), Doubt("word count", 500))
    assert third.source == "download.txt#54"
    assert missing == Failure("download.txt", "document 52", "counted in the file, and not there")


def test_documents_that_were_not_chosen_are_not_missing(tmp_path: Path) -> None:
    cover = "Download Request: Selected Items: 51, 53-54\nTime Of Request: Friday\n"
    assert len(read_text(tmp_path, cover + LAMP + MAIL + CUT)) == 3
    found = read_text(tmp_path, cover.replace("53-54", "53-57") + LAMP + MAIL + CUT)
    assert found[3:] == [Failure("download.txt", "documents 55 to 57", "counted in the file, and not there")]


def test_a_document_without_text_is_told(tmp_path: Path) -> None:
    error = "52 of 200 DOCUMENTS\n\nWe are sorry but there is an error in this document and it can't be shown.\n"
    found = read_text(tmp_path, LAMP + "\n" + error + MAIL)
    assert found[1] == Failure("download.txt", "document 52", "it has no text")


def test_older_files_label_the_title_and_the_text(tmp_path: Path) -> None:
    text = """1 of 1 DOCUMENT

        The Vell Times

        May 6, 1989, Saturday, Home Edition

SECTION: Metro; Part 2; Page 1

LENGTH: 15 words

HEADLINE: LIGHTHOUSE GOES DARK

BYLINE: By SARA PELL, Times Staff Writer

BODY:
   The harbour board of Vell met on Monday.

   It shines no more, they said.

LANGUAGE: ENGLISH
"""
    (found,) = read_text(tmp_path, text)
    assert told(found) == (
        "LIGHTHOUSE GOES DARK",
        "The Vell Times",
        date(1989, 5, 6),
        "SARA PELL, Times Staff Writer",
        "Metro; Part 2",
    )
    assert isinstance(found, Story)
    assert same_words(found.text) == "The harbour board of Vell met on Monday. It shines no more, they said."


@pytest.mark.parametrize(
    ("mark", "labels"),
    [
        ("Dokument 1 von 1", "AUTOR RUBRIK LÄNGE UPDATE SPRACHE"),
        ("Document 1 de 1", "AUTEUR RUBRIQUE LONGUEUR X LANGUE"),
    ],
)
def test_labels_of_other_languages(tmp_path: Path, mark: str, labels: str) -> None:
    by, section, length, update, language = labels.split()
    text = (
        f"    {mark}\n\n    Die Nordbucht\n\n    2019-12-10\n\nBRANDUNG: Licht aus\n\n{by}: Ilse Brandt\n\n"
        f"{section}: Hafen; S. 4\n\n{length}: 4 Wörter\n\nDas Licht ist aus.\n\n"
        f"{update}: 1. Mai 2019\n\n{language}: GERMAN; DEUTSCH\n"
    )
    (found,) = read_text(tmp_path, text)
    assert told(found)[:4] == ("BRANDUNG: Licht aus", "Die Nordbucht", date(2019, 12, 10), "Ilse Brandt")
    assert isinstance(found, Story)
    assert (found.section, found.language, found.doubts) == ("Hafen", "de", ())


def test_a_day_that_cannot_be_read_is_not_taken_for_the_title(tmp_path: Path) -> None:
    text = "1 of 1 DOCUMENTS\n\nThe Vell Post\n\n3/4/2017\n\nLamp out\n\nLENGTH: 4 words\n\nThe lamp is out.\n"
    (found,) = read_text(tmp_path, text)
    assert told(found)[:3] == ("Lamp out", "The Vell Post", None)
    assert isinstance(found, Story)
    assert found.origins["published"] == "unreadable: 3/4/2017"


def test_a_programme_and_its_show(tmp_path: Path) -> None:
    text = (
        "1 of 1 DOCUMENTS\n\nVBC NEWS\n\nSHOW: Evening 6:30 PM EST\n\nMay 6, 2020 Wednesday\n\nLamp out\n\n"
        "BYLINE: Sara Pell\n\nGUESTS: Dora Finch\n\nLENGTH: 9 words\n\nSARA PELL: Is it out?\n\n"
        "DORA FINCH: It is.\n"
    )
    (found,) = read_text(tmp_path, text)
    assert told(found) == ("Lamp out", "VBC NEWS", date(2020, 5, 6), "Sara Pell", None)
    assert isinstance(found, Story)
    assert found.text == "SARA PELL: Is it out?\n\nDORA FINCH: It is."


# -- Nexis Uni --------------------------------------------------------------------------------------------


def test_one_document_with_its_pages_and_its_running_title(tmp_path: Path) -> None:
    text = (
        "Page 1 of 2\nLamp out at Cape Moss\nLamp out at Cape Moss\nThe Vell Post\n"
        "May 6, 2020 Wednesday 10:50 AM GMT\nLate Edition\nCopyright 2020 Vell Media\nAll Rights Reserved\n"
        "Section: NEWS; Pg. 3\nLength: 21 words\n"
        "Byline: By Sara Pell\nBody\n\nThe board met on Monday, and it was late, so late that nobody was\n"
        "Page 2 of 2\nLamp out at Cape Moss\nawake. The lamp was out, they said.\n"
        "Classification\nLanguage: ENGLISH\n"
        "Load-Date: May 7, 2020\nEnd of Document\n"
    )
    (found,) = read_text(tmp_path, text)
    assert told(found) == ("Lamp out at Cape Moss", "The Vell Post", date(2020, 5, 6), "Sara Pell", "NEWS")
    assert isinstance(found, Story)
    assert same_words(found.text) == (
        "The board met on Monday, and it was late, so late that nobody was awake. The lamp was out, they said."
    )
    assert (found.language, found.doubts, found.format) == ("en", (), "LexisNexis")


def test_a_document_that_the_contents_list_and_the_file_lacks(tmp_path: Path) -> None:
    rows = LAYOUTS["LexisNexis (Nexis Uni)"](made_stories(3))
    text = "\n".join(rows).replace("Documents (3)", "Documents (4)")
    assert read_text(tmp_path, text)[3:] == [
        Failure("download.txt", "document 4", "counted in the file, and not there")
    ]
    whole = "\n".join(rows)
    *others, last = read_text(tmp_path, whole[: whole.rindex("Load-Date")])
    assert len(others) == 2
    assert isinstance(last, Story)
    assert Doubt("cut off", 0) in last.doubts


# -- Factiva ----------------------------------------------------------------------------------------------

PAGE = """<html><head><meta charset="utf-8"></head><body><form><div class="article">
<div class="article deArticle"><p>
<div id="hd"><span class='deHeadline'>
Leuchtturm bleibt dunkel
</span>
</div><div class="author">
Von ILSE BRANDT.
</div><div>11 Wörter</div><div>2001-10-09</div><div>Die Nordbucht</div><div>NORDB</div><div>7</div>
<div>Deutsch</div><div>(c) 2001 Die Nordbucht</div></p>
<p class="articleParagraph">Der Leuchtturm von Vell bleibt dunkel, sagte der <b>Kapitän</b>
am Montag.</p><p>Dokument nordb00020011009dxa90005q</p></div></div>
<div class="article"><div class="article enArticle"><p><div id="hd"><span>Lamp out</span></div>
<div>1,204 words</div>
<div>9 October 2001</div><div>05:10 PM</div><div>Vell Wire</div><div>VELLW</div><div>English</div>
<div>(c) 2001 Vell</div></p><p class="articleParagraph">The lamp is out.</p>
<p>Document VELLW00020011009dxa90005q</p></div></div>
<table><tr><td>Search Summary</td></tr><tr><td>Text</td><td>lamp or ferry</td></tr></table>
<div>© 2021 Factiva, Inc. All rights reserved.</div></form></body></html>"""


def test_a_page_of_factiva(tmp_path: Path) -> None:
    first, second = read_text(tmp_path, PAGE, suffix=".html")
    assert told(first) == ("Leuchtturm bleibt dunkel", "Die Nordbucht", date(2001, 10, 9), "ILSE BRANDT", None)
    assert told(second) == ("Lamp out", "Vell Wire", date(2001, 10, 9), None, None)
    assert isinstance(first, Story)
    assert isinstance(second, Story)
    assert first.text == "Der Leuchtturm von Vell bleibt dunkel, sagte der Kapitän am Montag."
    assert (first.language, second.language) == ("de", "en")
    assert (first.doubts, second.doubts) == ((), (Doubt("word count", 1204),))


@pytest.mark.parametrize(
    ("above", "title", "byline", "section"),
    [
        ("Lamp out\nBY SARA PELL", "Lamp out", "SARA PELL", None),
        ("Licht aus\nVon Ilse Brandt.", "Licht aus", "Ilse Brandt", None),
        ("La lampe\nPar Ilse Brandt et Jean Roy", "La lampe", "Ilse Brandt et Jean Roy", None),
        ("The lamp is out at Cape Moss\nSara Pell", "The lamp is out at Cape Moss", "Sara Pell", None),
        ("News\nVon Merkel lernen", "Von Merkel lernen", None, "News"),
        ("News\nDora Finch Resigns", "Dora Finch Resigns", None, "News"),
        ("World\nBy the lamp they sat", "By the lamp they sat", None, "World"),
        ("World\nLamp out\nBy Sara Pell, Vell Post", "Lamp out", "Sara Pell, Vell Post", "World"),
    ],
)
def test_what_stands_above_the_number_of_words(
    tmp_path: Path, above: str, title: str, byline: str | None, section: str | None
) -> None:
    text = f"{above}\n4 words\n14 October 2017\nThe Vell Post\nVELL\nEnglish\n© 2017 Vell\nThe lamp is out.\n"
    (found,) = read_text(tmp_path, f"{text}Document VELL000020171014edae0000x\n")
    assert told(found) == (title, "The Vell Post", date(2017, 10, 14), byline, section)


CODED = (
    ("HD", "Lamp out"),
    ("BY", "By Sara Pell"),
    ("WC", "22 words"),
    ("PD", "14 October 2017"),
    ("ET", "05:10 AM"),
    ("SN", "The Vell Post"),
    ("SC", "TD"),
    ("LA", "English"),
    ("LP", "The harbour board of Vell met on Monday."),
    ("TD", "IN VELL, Captain Dora Finch said the lamp was out.\n\nHD is what the sailors call it."),
    ("RE", "vell : Vell | eur : Europe"),
    ("AN", "Document VELL000020171014eda1400xx"),
)


@pytest.mark.parametrize("form", ["{}\n{}\n", "{} {}", "{}   {}", "{}\t{}", "{}|{}|", "      {} \n{}"])
def test_codes_and_values_in_each_form(tmp_path: Path, form: str) -> None:
    text = "\n".join(form.format(code, value) for code, value in CODED) + "\n"
    first, second = read_text(tmp_path, text + text.replace("Lamp out", "Lamp on").replace("Dora", "Ilse"))
    assert told(first) == ("Lamp out", "The Vell Post", date(2017, 10, 14), "Sara Pell", None)
    assert told(second)[0] == "Lamp on"
    assert isinstance(first, Story)
    assert same_words(first.text) == (
        "The harbour board of Vell met on Monday. IN VELL, Captain Dora Finch said the lamp was out. "
        "HD is what the sailors call it."
    )
    assert (first.language, first.doubts) == ("en", ())


# -- ProQuest ---------------------------------------------------------------------------------------------

RECORD = """____________________________________________________________

Title: Lamp out

Author: van der Meer, Sara; Wright, Ned

Publication title: Vell Post (Online); Vell

Publication date: May 06, 2020

Section: News

Full text: The harbour board met.

Subject: that nobody would name.

It was late, Captain Finch said.

Document type: News

ProQuest document ID: 123

Document URL: https://proxy.example/login?url=https://www.proquest.example/docview/123?accountid=1

Copyright: Copyright 2020 Vell
"""


def test_fields_may_stand_above_the_text_and_below_it(tmp_path: Path) -> None:
    other = (
        "____________________________________________________________\n\nLamp back on\n\nAuthor: Sara Pell\n\n"
        "Publication info: Vell Times ; Vell [Vell]08 May 2020: AA.2.\n\nAbstract: It is on.\n\n"
        "Full text: Not available.\n\nSubject: Lamps\n\nProQuest document ID: 124\n"
    )
    first, second = read_text(tmp_path, RECORD + other)
    assert told(first) == (
        "Lamp out",
        "Vell Post (Online)",
        date(2020, 5, 6),
        "Sara van der Meer, Ned Wright",
        "News",
    )
    assert told(second) == ("Lamp back on", "Vell Times", date(2020, 5, 8), "Sara Pell", None)
    assert isinstance(first, Story)
    assert isinstance(second, Story)
    assert first.url == "https://www.proquest.example/docview/123"
    assert "Subject: that nobody would name." in first.text
    assert first.text.endswith("Captain Finch said.")
    assert (second.text, second.doubts) == ("It is on.", (Doubt("only a summary", 0),))


# -- all --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_id_stays_when_a_document_moves_in_its_file(tmp_path: Path, layout: str) -> None:
    stories = made_stories(6)
    turned = [replace(made, number=n) for n, made in enumerate(reversed(stories), start=1)]

    def ids(made: list[Made]) -> set[str]:
        return {
            i.id for i in items_of(tmp_path, ".txt", as_long_lines(LAYOUTS[layout](made))) if isinstance(i, Story)
        }

    if layout == "ProQuest":  # the number is a part of the address there
        turned = list(reversed(stories))
    assert ids(stories) == ids(turned)
    assert len(ids(stories)) == 6


def test_a_sidecar_stands_for_every_story_that_does_not_say_it(tmp_path: Path) -> None:
    (tmp_path / "download.txt.meta.json").write_text('{"outlet": "Another", "byline": "Desk", "title": "No"}')
    _, second = read_text(tmp_path, LAMP + MAIL.replace("53 of", "52 of"))
    assert told(second)[:4] == (None, "Vell Mail (Skarn)", date(2006, 5, 7), "Desk")
    (alone,) = read_text(tmp_path, MAIL)
    assert told(alone)[:4] == ("No", "Another", date(2006, 5, 7), "Desk")
    assert alone.source == "download.txt" if isinstance(alone, Story) else False


@pytest.mark.parametrize(
    "text",
    [
        "Lamp out\n\nThe clerk took 2 of 10 DOCUMENTS home, and that was the End of Document day.\n",
        "1 of 3 DOCUMENTS\n\nThe road was open.\n\n2 of 3 DOCUMENTS\n\nThe road was shut.\n",
        "Full text: see our site. The abstract: there is none.\n\nPublication title: unknown.\n",
        "The HD screen and the PD are here.\n\nHD\nPD\n\nSN is short for serial number.\n",
        "The 12 words\n\nwere in Document ABCD20171014 that he read.\n",
        "End of Document\n\nNothing of the kind.\n",
        "Two walks\n\nLength: 12 km\n\nOne.\n\nLength: 9 km\n\nTwo.\n\nUPDATE: it rains.\n\nUPDATE: it stopped.\n",
        "Source: the harbour\nDate: 2020\n\nOne.\n\nSource: the town\nDate: 2021\n\nTwo.\n",
    ],
)
def test_what_is_in_no_layout_is_one_story(tmp_path: Path, text: str) -> None:
    (found,) = read_text(tmp_path, text)
    assert isinstance(found, Story)
    assert found.format == "Text"
    assert found.source == "download.txt"
    assert found.doubts == (() if "1 of 3 DOCUMENTS" not in text else (Doubt("several documents", 3),))


@pytest.mark.parametrize(
    "text",
    [
        "== Record 1 ==\nTitle: A\nDate: 2020-05-06\nOne.\n== Record 2 ==\nTitle: B\nDate: 2020-05-07\nTwo.\n",
        "Lamp\n\nLength: 20 Worte\n\nEins.\n\nEnde\n\nLampe\n\nLength: 20 Worte\n\nZwei.\n\nEnde\n",
    ],
)
def test_a_layout_that_is_not_known_is_told_and_not_guessed(tmp_path: Path, text: str) -> None:
    (found,) = read_text(tmp_path, text)
    assert isinstance(found, Story)
    assert found.doubts == (Doubt("several documents", 2),)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_may_have_come_to_stand_behind_the_last_sentence_of_a_pdf(tmp_path: Path, layout: str) -> None:
    stories = made_stories(8, seed=5)
    rows = [row.replace("\t", "  ") for row in LAYOUTS[layout](stories)]
    lasts = {made.paragraphs[-1] for made in stories}
    text = "".join(row + (" " if row in lasts else "\n") for row in rows)
    path = tmp_path / "download.pdf"
    found = list(stories_of_bundle(text, Source(path, path.name), "PDF") or ())
    for item, made in zip(found, stories, strict=True):
        check(item, made, layout)


def test_the_docs_say_of_every_layout_where_it_was_learned_from() -> None:
    page = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    for layout in layouts.LAYOUTS:
        (row,) = re.findall(rf"^\| {layout.name}, {layout.variant}.*$", page, re.MULTILINE)
        assert row.rpartition(" | ")[2].strip(" |")


# -- a separator of the user's ----------------------------------------------------------------------------


def test_a_line_that_the_user_names_parts_the_stories(tmp_path: Path) -> None:
    text = "Title: A\nDate: 2020-05-06\n\nOne.\n%%%\nTwo is a title\n\nTwo text.\n  %%%\n\n%%%\nTitle: only\n"
    first, second, third = read_text(tmp_path, text, separator="%%%")
    assert told(first)[::2] == ("A", date(2020, 5, 6), None)
    assert told(second)[0] == "Two is a title"
    assert isinstance(first, Story)
    assert isinstance(second, Story)
    assert (first.text, second.text) == ("One.", "Two text.")
    assert [first.source, second.source, first.format] == ["download.txt#1", "download.txt#2", "Text"]
    assert third == Failure("download.txt", "story 3", "it has a head and no text")


def test_a_file_without_the_separator_is_one_story(tmp_path: Path) -> None:
    (found,) = read_text(tmp_path, "Lamp out\n\nThe lamp %%% is out.\n", separator="%%%")
    assert told(found)[0] == "Lamp out"
    assert found.source == "download.txt" if isinstance(found, Story) else False


def test_the_separator_goes_before_every_layout(tmp_path: Path) -> None:
    found = read_text(tmp_path, f"{LAMP}\n####\n{MAIL}", separator="####")
    assert [item.format for item in found if isinstance(item, Story)] == ["Text", "Text"]
