"""Downloads of news databases as people have them: magazines, transcripts, wires, other languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from searchapp.ingest.readers.bundles.layouts import parts_documents
from searchapp.ingest.readers.bundles.wording import day_row, with_marks_apart
from searchapp.model import Story
from tests.ingest.readers.test_bundles import read_text, told


@pytest.mark.parametrize(
    "line",
    [
        "3 of 12 DOCUMENTS",
        "Dokument 3 von 12",
        "End of Document",
        "Document VELL000020171014eda1400xx",
        "Document 3 of 12",
        "_" * 60,
    ],
)
def test_a_line_that_parts_documents_is_known_in_every_layout(line: str) -> None:
    assert parts_documents(f"   {line} ")


@pytest.mark.parametrize(
    "line", ["Page 3 of 12", "3 of 12", "3 / 12", "The end of document law", "3 of 12 documents say so"]
)
def test_numbers_of_pages_part_no_documents(line: str) -> None:
    assert not parts_documents(line)


@pytest.mark.parametrize(
    "written",
    [
        "October 2017",
        "Oktober 2017",
        "octobre 2017",
        "Octubre de 2017",
        "October/November 2017",
        "Winter 2017",
        "Sommer 2017",
    ],
)
def test_the_month_of_a_magazine_stands_where_a_day_does_and_is_none(tmp_path: Path, written: str) -> None:
    assert day_row(["A Lamp Goes Out", "Keeper's Monthly", written], range(2, 0, -1)) == (2, written)
    (found,) = read_text(
        tmp_path,
        f"A Lamp Goes Out\n\nKeeper's Monthly\n\n{written}\n\nCopyright 2017 Vell Media\n\n"
        "Section: FEATURES\n\nLength: 6 words\n\nBody\n\n"
        "It has stood there since 1803.\n\nLoad-Date: May 3, 2017\n\nEnd of Document\n",
    )
    assert told(found) == ("A Lamp Goes Out", "Keeper's Monthly", None, None, "FEATURES")


@pytest.mark.parametrize(
    "line", ["March 12 men to the gate", "In October 2017", "A Winter Tale", "The Year 2017", "2017"]
)
def test_other_lines_are_no_month_of_a_magazine(line: str) -> None:
    assert day_row(["A Lamp Goes Out", line], range(1, 0, -1)) is None


TRANSCRIPT = """
                               1 of 1 DOCUMENTS

                            Marrow Television Network

                        SHOW: THE MORNING WATCH 7:00 AM EST

                             October 16, 2017 Monday

TRANSCRIPT: 101601cb.x11

SECTION: NEWS; Domestic

LENGTH: 17 words

HEADLINE: Lighthouse for Sale; Keeper Speaks Out

BYLINE: Dana Poole, Ola Grist

GUESTS: Ilsa Vorn

BODY:

   DANA POOLE, ANCHOR: Good morning. The lighthouse in Marrow is for sale.

   ILSA VORN, KEEPER: Nobody asked me.

LOAD-DATE: October 16, 2017

LANGUAGE: ENGLISH

TRANSCRIPT: 101601cb.x11

PUBLICATION-TYPE: Transcript

                   Copyright 2017 Marrow Television Network
                              All Rights Reserved
"""


def test_labels_that_are_not_known_end_no_tail_of_known_ones(tmp_path: Path) -> None:
    (found,) = read_text(tmp_path, TRANSCRIPT.replace("TRANSCRIPT: 1", "TAPE-NUMBER: 1"))
    assert isinstance(found, Story)
    assert found.text.endswith("Nobody asked me.")
    assert (found.language, found.doubts) == ("en", ())
    assert told(found) == (
        "Lighthouse for Sale; Keeper Speaks Out",
        "Marrow Television Network",
        date(2017, 10, 16),
        "Dana Poole, Ola Grist",
        "NEWS; Domestic",
    )


def test_a_text_may_end_with_a_label_of_its_own(tmp_path: Path) -> None:
    (found,) = read_text(tmp_path, TRANSCRIPT.replace("LOAD-DATE:", "POOLE: Thank you, Ola.\n\nLOAD-DATE:"))
    assert isinstance(found, Story)
    assert found.text.endswith("POOLE: Thank you, Ola.")


def test_labels_that_a_printed_file_ran_together_stand_apart() -> None:
    run_on = (
        "Copyright 2017 Vell Media All Rights Reserved Section: NEWS; Pg. 3 Length: 52 words Byline: By Sara Pell"
    )
    assert with_marks_apart(run_on).split("\n") == [
        "Copyright 2017 Vell Media All Rights Reserved",
        "Section: NEWS; Pg. 3",
        "Length: 52 words",
        "Byline: By Sara Pell",
    ]
    told_of = "Nobody measured it, and the form had a line Length: 52 words in it."
    assert with_marks_apart(told_of) == told_of


ORDERED = """News
Board agrees to sell the lighthouse, and its keeper hears of it late
{byline}
11 words
14 October 2017
The Marrow Gazette
MARGAZ
A1
English
{owned}

The board of Marrow agreed on Friday to sell its lighthouse.

Document MARGAZ0020171014edae0003h
"""


@pytest.mark.parametrize(
    ("byline", "named"),
    [
        ("By Tomas Arne in Marrow", "Tomas Arne in Marrow"),
        ("By Tomas Arne, Harbour Correspondent", "Tomas Arne, Harbour Correspondent"),
        ("By Tomas Arne and Ilsa Vorn in Marrow and Per Dunn in Skerry", None),
        ("Von Ilse Brandt, Marhaven", "Ilse Brandt, Marhaven"),
    ],
)
def test_a_byline_tells_from_where_it_comes(tmp_path: Path, byline: str, named: str | None) -> None:
    (found,) = read_text(
        tmp_path, ORDERED.format(byline=byline, owned="(c) 2017 Marrow Media. All rights reserved.")
    )
    title = "Board agrees to sell the lighthouse, and its keeper hears of it late"
    assert told(found)[0] == title
    assert told(found)[3] == (named or byline.removeprefix("By "))


@pytest.mark.parametrize(
    "owned",
    [
        "(c) 2017 Marrow Media. All rights reserved.",
        "Copyright Le Phare de Mance 2017.",
        "Copyright (c) 2017, Marrow Press International",
        "Copyright 2017 Nordbucht Verlag GmbH. Alle Rechte vorbehalten.",
    ],
)
def test_what_says_whose_a_text_is_stands_not_in_it(tmp_path: Path, owned: str) -> None:
    (found,) = read_text(tmp_path, ORDERED.format(byline="By Tomas Arne", owned=owned))
    assert isinstance(found, Story)
    assert found.text == "The board of Marrow agreed on Friday to sell its lighthouse."


def test_the_page_that_tells_of_a_search_is_no_lost_text(tmp_path: Path) -> None:
    summary = "\n\nSearch Summary\n\nText\nlighthouse and sale\nSource\n" + "A Paper Or Another Paper Or\n" * 20
    one = ORDERED.format(byline="By Tomas Arne", owned="(c) 2017 Marrow Media")
    assert len(read_text(tmp_path, one + summary)) == 1
    (first, second) = read_text(tmp_path, one.replace("The board of", "Search Summary\n\nThe board of") + one)
    assert isinstance(first, Story)
    assert first.text.startswith("Search Summary")
    assert isinstance(second, Story)


RECORD = """Document 1 of 3

Board agrees to sell lighthouse

Publication info: The Marrow Gazette ; Marrow [Marrow]14 Oct 2017: A.1.

Abstract: None available.

Full text: The board of Marrow agreed on Friday.

"I read of it," Ilsa Vorn said.
"""
ID = "\nTitle: Board agrees to sell\n\nPublication title: The Marrow Gazette\n\nProQuest document ID: 1\n"


@pytest.mark.parametrize(
    ("second", "text"),
    [
        (
            "It signed on Monday.",
            'The board of Marrow agreed on Friday.\n\n"I read of it," Ilsa Vorn said.\n\nIt signed on Monday.',
        ),
        (
            "The board of Marrow agreed on Friday.",
            'The board of Marrow agreed on Friday.\n\n"I read of it," Ilsa Vorn said.',
        ),
    ],
)
def test_of_two_full_texts_none_is_lost(tmp_path: Path, second: str, text: str) -> None:
    (found,) = read_text(tmp_path, f"{RECORD}\nFull Text: {second}\n\nSubject: Lighthouses\n{ID}")
    assert isinstance(found, Story)
    assert found.text == text


def test_a_download_that_breaks_off_in_its_first_document_is_that_document(tmp_path: Path) -> None:
    (found,) = read_text(tmp_path, f"{'_' * 60}\n\n{RECORD}")
    assert told(found)[:3] == ("Board agrees to sell lighthouse", "The Marrow Gazette", date(2017, 10, 14))


QUOTED = """How long is a story?

The form of the archive asks for three things.

LENGTH: 900 words

SECTION: Sport

And then it asks for the name. "Nobody fills it in," Ilse Brandt said.

End of Document

The second form is shorter, she added.
"""


def test_a_story_that_quotes_a_form_is_no_download(tmp_path: Path) -> None:
    (found,) = read_text(tmp_path, QUOTED)
    assert isinstance(found, Story)
    assert found.format == "Text"
    assert found.text.endswith("The second form is shorter, she added.")


UNI = """A Lamp Goes Out

Keeper's Monthly

May 3, 2017

Length: 6 words

Body

It has stood there since 1803.

Load-Date: May 4, 2017

End of Document
"""


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    "other",
    [ORDERED.format(byline="By Tomas Arne", owned="(c) 2017 Marrow Media"), UNI],
    ids=["Factiva", "Nexis Uni"],
)
def test_downloads_of_two_layouts_in_one_file_are_the_stories_of_both(
    tmp_path: Path, other: str, turned: bool
) -> None:
    two = TRANSCRIPT.replace("1 of 1", "1 of 2") + TRANSCRIPT.replace("1 of 1", "2 of 2")
    found = read_text(tmp_path, f"{other}\n\n{two}" if turned else f"{two}\n\n{other}")
    assert [item.source for item in found if isinstance(item, Story)] == [f"download.txt#{n}" for n in (1, 2, 3)]
    assert len(found) == 3
    assert [told(item)[0] for item in found[:2]] == ["Lighthouse for Sale; Keeper Speaks Out"] * 2
    assert not any(item.doubts for item in found if isinstance(item, Story))
    last = found[2]
    assert isinstance(last, Story)
    assert last.title in {
        "A Lamp Goes Out",
        "Board agrees to sell the lighthouse, and its keeper hears of it late",
    }


@pytest.mark.parametrize(
    "edition",
    [
        "Late Edition - Final",
        "Hauptausgabe",
        "Ausgabe Nord",
        "Correction Appended",
        "Final Edition",
        "1ST EDITION",
    ],
)
def test_the_edition_below_a_day_is_no_title(tmp_path: Path, edition: str) -> None:
    text = TRANSCRIPT.replace("October 16, 2017 Monday\n", f"October 16, 2017 Monday\n\n{edition}\n\nLamp Out\n")
    (found,) = read_text(tmp_path, text.replace("HEADLINE: Lighthouse for Sale; Keeper Speaks Out\n\n", ""))
    assert told(found)[:3] == ("Lamp Out", "Marrow Television Network", date(2017, 10, 16))


def test_a_title_goes_on_behind_a_semicolon(tmp_path: Path) -> None:
    text = TRANSCRIPT.replace("Monday\n", "Monday\n\nLamp Out;\n\nKeeper Angry\n")
    (found,) = read_text(tmp_path, text.replace("HEADLINE: Lighthouse for Sale; Keeper Speaks Out\n\n", ""))
    assert told(found)[0] == "Lamp Out; Keeper Angry"
    assert isinstance(found, Story)
    assert found.text.startswith("DANA POOLE")


@pytest.mark.parametrize(
    ("end", "body", "length"),
    [
        ("Ende des Dokuments", "Hauptteil", "Länge: 6 Wörter"),
        ("Fin du document", "Corps", "Longueur: 6 mots"),
        ("Fin del documento", "Cuerpo", "Length: 6 palabras"),
    ],
)
def test_ends_of_documents_in_other_languages(tmp_path: Path, end: str, body: str, length: str) -> None:
    text = UNI.replace("End of Document", end).replace("Body", body).replace("Length: 6 words", length)
    found = read_text(tmp_path, text * 2)
    assert [told(item)[:2] for item in found] == [("A Lamp Goes Out", "Keeper's Monthly")] * 2
    assert all(item.text == "It has stood there since 1803." for item in found if isinstance(item, Story))
    assert not any(item.doubts for item in found if isinstance(item, Story))
