"""Citations, read back by the readers of others: whatever stands in a story, each field comes back as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from searchapp.formats.citations.authors import Author, authors_of
from searchapp.formats.citations.bibtex import to_bibtex
from searchapp.formats.citations.csl import to_csl
from searchapp.formats.citations.reference import one_line, reference_of
from searchapp.formats.citations.ris import to_ris
from searchapp.formats.cited import Cited
from searchapp.model import Story
from tests.stories import said, story

TEXT = "“The dam will hold,” Ada Lund said. Nobody believed her."
STATEMENT = said(TEXT, "The dam will hold", "Ada Lund", mode="direct", confidence=0.93)
LINK = "http://127.0.0.1:8000/story/dam_1/s/0123456789ab"
DAM = story(
    "dam_1", TEXT, title="Dam: 100% {safe} & sound_ #1", outlet="Alder Gazette", published="2019-03-04",
    byline="By Per Holm, Mia van der Berg and Reuters", url="https://alder.example/a_b?x={1}&y=%20#z",
    language="en", statements=(STATEMENT,),
)  # fmt: skip
PASSAGE = Cited(DAM, LINK, date(2026, 11, 26), statement=STATEMENT)
HARD = (
    "{", "}", "}{", "\\", "50% off", "a_b^c~d", "$x$ # & |", '"quoted"', "``two'' --- and -- one", "?` !`",
    "<<a>>", "\\textbf{x", "a\nER  - \nTY  - BOOK", "b\r\nTI  - x", "@article{x,",
    "x = {y},", "c\x00d\x1be\x85f\u2028g",
    "حافلات الرقة", "\u202bאבג\u202c", "日本語", "e\u0301 ä ß İ", "https://a.example/%7Bx%7D_y#z",
    "and", "AND And and", ",", "lone \ud800 half", "😀", "'", "''", "-", "\\'e", "{\\'e}",
)  # fmt: skip


TEXT_SIGNS = {
    "textless": "<", "textgreater": ">", "textbar": "|", "textbraceleft": "{", "textbraceright": "}",
    "textasciicircum": "^",
}  # fmt: skip
"""LaTeX's names of signs that the decoder does not know, or takes for another."""


def decoder() -> LatexNodes2Text:
    """What reads TeX as it is printed."""
    known = get_default_latex_context_db()
    named = [MacroTextSpec(name, sign) for name, sign in TEXT_SIGNS.items()]
    known.add_context_category("signs", prepend=True, macros=named)
    return LatexNodes2Text(known, keep_braced_groups=False)


def entries(text: str) -> dict[str, dict[str, str]]:
    """The entries of a BibTeX file by their keys, what TeX would print in each field."""
    given = bibtexparser.parse_string(text)
    library = LatexDecodingMiddleware(decoder=decoder()).transform(bibtexparser.parse_string(text))
    assert not library.failed_blocks
    found = {e.key: {"type": e.entry_type} | {f.key: f.value for f in e.fields} for e in library.entries}
    for entry in given.entries:
        if url := entry.fields_dict.get("url"):
            found[entry.key]["url"] = url.value  # it stands there as it is, not as TeX reads a text
    return found


def test_a_passage_says_where_it_stands_who_speaks_and_how() -> None:
    (ris,) = rispy.loads("".join(to_ris([PASSAGE])))
    reference = reference_of(PASSAGE)
    assert ris == {
        "type_of_reference": "NEWS", "title": DAM.title, "authors": ["Holm, Per", "van der Berg, Mia", "Reuters"],
        "alternate_title3": DAM.outlet, "secondary_title": DAM.outlet, "year": "2019", "date": "2019/03/04/",
        "abstract": "The dam will hold", "urls": [DAM.url, LINK], "access_date": "2026/11/26/",
        "notes": ["Speaker: Ada Lund; Speech: direct; Polarity: affirmed; Confidence: 0.93"],
        "language": "en", "id": reference.id,
    }  # fmt: skip
    (bib,) = entries("".join(to_bibtex([PASSAGE]))).values()
    assert bib == {
        "type": "article", "title": DAM.title, "author": "Holm, Per and van der Berg, Mia and Reuters",
        "journal": DAM.outlet, "year": "2019", "month": "3", "date": "2019-03-04", "urldate": "2026-11-26",
        "url": "https://alder.example/a_b?x=%7B1%7D&y=%20#z", "language": "en", "abstract": "The dam will hold",
        "note": f"Speaker: Ada Lund; Speech: direct; Polarity: affirmed; Confidence: 0.93; In the archive: {LINK}",
    }  # fmt: skip
    (csl,) = json.loads("".join(to_csl([PASSAGE])))
    assert csl == {
        "id": reference.id, "type": "article-newspaper", "title": DAM.title, "container-title": DAM.outlet,
        "author": [
            {"family": "Holm", "given": "Per"}, {"family": "van der Berg", "given": "Mia"}, {"literal": "Reuters"},
        ],
        "issued": {"date-parts": [[2019, 3, 4]]}, "accessed": {"date-parts": [[2026, 11, 26]]},
        "abstract": "The dam will hold", "URL": DAM.url, "archive_location": LINK, "language": "en",
        "note": "Speaker: Ada Lund; Speech: direct; Polarity: affirmed; Confidence: 0.93",
    }  # fmt: skip
    assert list(CiteProcJSON([csl])) == [reference.id]


def same_back(written: str) -> None:
    """Write a story that has this everywhere in all three forms; each reader gives it back, in one line."""
    line = one_line(written)
    cited = [
        Cited(Story("a", "x", title=written, outlet=written, byline=written, url=written)),
        Cited(Story("b", written + "x", title="Second"), sentence=(0, len(written) + 1)),
    ]
    first, second = rispy.loads("".join(to_ris(cited)))
    assert (first.get("title", ""), first.get("alternate_title3", ""), second["title"]) == (line, line, "Second")
    assert second["abstract"] == one_line(written + "x")
    found = entries("".join(to_bibtex(cited)))
    assert len(found) == 2
    assert (found["a"].get("title", ""), found["a"].get("journal", "")) == (line, line)
    items = json.loads("".join(to_csl(cited)).encode())
    assert (items[0].get("title", ""), items[0].get("URL", "")) == (line, line)


@pytest.mark.parametrize("written", HARD, ids=ascii)
def test_any_text_comes_back(written: str) -> None:
    same_back(written)


@given(st.text(st.sampled_from("ab \\{}%$&#_~^-`'\"<>|!?,;@=\n\r\x00\u2028é،"), max_size=12))
def test_any_signs_come_back(written: str) -> None:
    same_back(written)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("Ada Lund", [("Lund", "Ada")]),
        ("By Ada Lund and Per Holm", [("Lund", "Ada"), ("Holm", "Per")]),
        ("ADA LUND, PER HOLM & MIA O'NEIL", [("LUND", "ADA"), ("HOLM", "PER"), ("O'NEIL", "MIA")]),
        ("Lund, Ada", [("Lund", "Ada")]),
        ("Ludwig van der Berg", [("van der Berg", "Ludwig")]),
        ("Ada M. Lund Jr.", [("Lund Jr.", "Ada M.")]),
        ("Reuters", [("Reuters", "")]),
        ("Associated Press", [("Associated Press", "")]),
        ("Ada Lund, AFP", [("Lund", "Ada"), ("AFP", "")]),
        ("Staff and agencies", [("Staff and agencies", "")]),
        ("Our foreign staff", [("Our foreign staff", "")]),
        ("Ada Lund in Kell, Per Holm", [("Ada Lund in Kell, Per Holm", "")]),
        ("Marks and Spencer Press Office", [("Marks and Spencer Press Office", "")]),
        ("أحمد علي", [("أحمد علي", "")]),
        ("", []), (" , ", []),
    ],
)  # fmt: skip
def test_a_byline_names_its_authors(byline: str, authors: list[tuple[str, str]]) -> None:
    assert authors_of(byline) == tuple(Author(*a) for a in authors)


def ids() -> Iterator[str]:
    """Ids of which many look alike once they are letters and digits only."""
    for a in ("a", "é", "日"):
        yield from (a + between + "b" for between in ("", " ", "-", "/", "//", "_", ".", "\n", ":", "%", "{", ","))


def test_no_two_ids_share_a_key_and_a_key_stays() -> None:
    cited = [Cited(Story(i, "x")) for i in ids()]
    found = entries("".join(to_bibtex(cited)))
    assert len(found) == len(cited)
    (again,) = entries("".join(to_bibtex(cited[5:6])))
    assert again == list(found)[5]
    names = [item["id"] for item in json.loads("".join(to_csl(cited)))]
    assert len(set(names)) == len(names)
    assert [r["id"] for r in rispy.loads("".join(to_ris(cited)))] == names


def test_statements_of_one_sentence_have_keys_of_their_own() -> None:
    other = said(TEXT, "Nobody believed her", "Per Holm")
    both = story("dam_1", TEXT, statements=(STATEMENT, other))
    keys = [reference_of(Cited(both, statement=s)).key for s in both.statements]
    assert len(set(keys)) == 2
    assert keys[0] == reference_of(PASSAGE).key


@pytest.mark.parametrize("day", [date(1, 1, 1), date(987, 6, 5), date(9999, 12, 31)])
def test_days_have_four_digits_for_the_year(day: date) -> None:
    (ris,) = rispy.loads("".join(to_ris([Cited(Story("a", "x", published=day), accessed=day)])))
    assert (len(ris["date"]), len(ris["access_date"]), len(ris["year"])) == (11, 11, 4)
