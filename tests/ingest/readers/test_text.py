"""Plain text and Markdown: head, headline, text as given, sidecar, dateline, encodings."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from searchapp.ingest import Failure, Source, read_source
from searchapp.ingest.files import safe_open
from searchapp.model import Story
from tests.conftest import ROOT

One = Callable[..., Story]
Read = Callable[..., list[Story | Failure]]
BODY = "The bridge was closed on Monday.\n\nIt will open in spring, the mayor said."


# -- the head ---------------------------------------------------------------------------------------------


def test_a_header_block_gives_the_fields_and_leaves_the_text(story: One) -> None:
    head = (
        "Title: Bridge closed\nPublication: The Gulf Ledger\nDate: 14 October 2017\nBY: By Ana Ruiz\n"
        "link: https://ledger.example/a/bridge?utm_source=x\nLang: en-GB\nid: gl-7\n"
    )
    found = story("bridge.txt", f"\n{head}\n\n{BODY}\n")
    assert found == Story(
        id="gl-7",
        text=BODY,
        title="Bridge closed",
        outlet="The Gulf Ledger",
        published=date(2017, 10, 14),
        url="https://ledger.example/a/bridge",
        byline="Ana Ruiz",
        language="en",
        source="bridge.txt",
        format="Text",
        origins=dict.fromkeys(("id", "title", "outlet", "published", "url", "byline", "language"), "header"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Read more: the bridge.\n\n" + BODY,
        "Title: A bridge\nNote: not a known key.\n\n" + BODY,
        "Source: the mayor's office said so.\n" + BODY,
        "There is one thing: money, they said.\n" + BODY,
    ],
)
def test_prose_with_a_colon_is_no_header(story: One, text: str) -> None:
    found = story("prose.txt", text)
    assert (found.text, found.title, found.outlet) == (text, None, None)


def test_one_known_key_and_a_blank_line_are_a_header(story: One) -> None:
    found = story("a.txt", f"Source: The Gulf Ledger\n\n{BODY}")
    assert (found.outlet, found.text) == ("The Gulf Ledger", BODY)


def test_the_first_of_two_values_counts_and_an_empty_one_does_not(story: One) -> None:
    found = story("a.txt", f"Title:\nOutlet: One\nSource: Two\n\n{BODY}")
    assert (found.title, found.outlet, found.text) == (None, "One", BODY)


def test_front_matter_is_read_in_markdown_only(story: One) -> None:
    head = (
        '---\ntitle: "Bridge: closed"\ntags:\n  - title: no\n  - x\n'
        "outlet: Ledger # the small one\ndate: 2017-10-14\n---\n"
    )
    found = story("a.md", f"{head}\n{BODY}")
    assert (found.title, found.outlet, found.published, found.text) == (
        "Bridge: closed",
        "Ledger",
        date(2017, 10, 14),
        BODY,
    )
    assert story("a.txt", f"{head}\n{BODY}").text == f"{head}\n{BODY}"


@pytest.mark.parametrize(
    "written",
    [
        "author: [Ana Ruiz, Bo Li]",
        "author: [\"Ana Ruiz\", 'Bo Li']  # both",
        "authors: [\n  Ana Ruiz,\n  Bo Li,\n]",
        "author:\n  - Ana Ruiz\n  - Bo Li",
        "authors:\n- Ana Ruiz # desk\n- 'Bo Li'",
        "Authors: # who wrote it\n  - name: Ana Ruiz\n    role: x\n  - role: y\n    name: Bo Li",
        "author:\n  - name: Ana Ruiz\n    affiliation:\n      name: Ledger\n  - {name: Bo Li, url: 'x:a,b'}",
        'authors: [{name: Ana Ruiz, role: "a, b"}, {"name": "Bo Li"}]',
        "byline: >-\n  Ana Ruiz,\n  Bo Li",
        "author: Ana Ruiz, Bo Li",
    ],
)
def test_front_matter_keeps_every_author_of_a_list(story: One, written: str) -> None:
    found = story("a.md", f"---\ntitle: Bridge\n{written}\ndate: 2017-10-14\n---\n\n{BODY}")
    assert (found.title, found.byline, found.published) == ("Bridge", "Ana Ruiz, Bo Li", date(2017, 10, 14))
    assert found.text == BODY


@pytest.mark.parametrize(
    ("written", "byline"),
    [
        ("author:\n  name: Ana O'Neil\n  url: https://x.example", "Ana O'Neil"),
        ("author: {name: Ana Ruiz}", "Ana Ruiz"),
        ("author: [Sean O'Neil, Pat D'Arcy]", "Sean O'Neil, Pat D'Arcy"),
        ("author: [Ana Ruiz", None),
        ("author: *ana", None),
        ("author: []", None),
        ("author:\n  - *ana\n  - &bo Bo", None),
        ("author:", None),
        ("author: [" + "[" * 5000 + "]" * 5001, None),
    ],
)
def test_front_matter_in_odd_forms(story: One, written: str, byline: str | None) -> None:
    found = story("a.md", f"---\n{written}\noutlet: Ledger\n---\n{BODY}")
    assert (found.byline, found.outlet, found.text) == (byline, "Ledger", BODY)


LAUGHS = "a0: &a0 [x]\n" + "\n".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]" for n in range(1, 40))
SLOW_MACHINE = 10.0


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("title: 'Raqqa: the fall'", "Raqqa: the fall"),
        ("title: Raqqa: the fall", "Raqqa: the fall"),
        ("title: 'It''s over'", "It's over"),
        (r'title: "The \"deal\""', 'The "deal"'),
        ("title: >\n  The deal\n  for Raqqa\n\n  stands", "The deal for Raqqa stands"),
        ("title: |\n  The deal\n  stands", "The deal stands"),
        ("title: The deal\n  stands", "The deal stands"),
        ("title:\tThe deal", "The deal"),
        ("title: 1984", "1984"),
        ("title: 0017", "0017"),
        ("title: 2017-13-45", "2017-13-45"),
        ("title: yes", "yes"),
        ("title: null\nheadline: Deal", "Deal"),
        ("title: 'null'", "null"),
        ("title: One\ntitle: Two", "One"),
        ("title: @ledger: deal", "@ledger: deal"),
        ("tags: [\ntitle: Deal: done", "Deal: done"),
        ("short: &it Deal\ntitle: *it", "Deal"),
        (f"{LAUGHS}\ntitle: Deal", "Deal"),
        ("k: [\n" * 50 + "title: Deal", "Deal"),
        ("\n".join(f"k{n}: {'[' * 99}" for n in range(150)) + "\ntitle: Deal", "Deal"),
        ("text: " + "words " * 100_000 + "\ntitle: Deal", "Deal"),
    ],
)
def test_front_matter_is_yaml_and_what_people_take_for_it(story: One, written: str, title: str) -> None:
    before = time.process_time()
    found = story("a.md", f"---\n{written}\noutlet: Ledger\n---\n{BODY}")
    assert (found.title, found.outlet, found.text) == (title, "Ledger", BODY)
    assert time.process_time() - before < SLOW_MACHINE


@pytest.mark.parametrize("words", ["Nobody came.", "# Monday\n\nNobody came.", "- one\n- two", "[]"])
def test_words_between_two_rules_are_text(story: One, words: str) -> None:
    text = f"---\n{words}\n---\n{BODY}"
    assert story("a.md", text).text == text


PLACE = "https://ledger.example/bridge-7"


@pytest.mark.parametrize(
    ("head", "outlet", "url"),
    [
        (f"Source: {PLACE}", None, PLACE),
        (f"Source: {PLACE}\nURL: https://ledger.example/own-9", None, "https://ledger.example/own-9"),
        (f"Source: {PLACE}\nOutlet: Ledger", "Ledger", PLACE),
        ("Publisher: https://ledger.example/", None, None),
        ("Source: www.ledger.example", None, None),
        ("Source: ledger.example", "ledger.example", None),
    ],
)
def test_an_address_is_never_an_outlet(story: One, head: str, outlet: str | None, url: str | None) -> None:
    for name, content in (("a.txt", f"{head}\n\n{BODY}"), ("b.md", f"---\n{head}\n---\n{BODY}")):
        found = story(name, content)
        assert (found.outlet, found.url, found.text) == (outlet, url, BODY)


def test_front_matter_that_never_ends_is_text(story: One) -> None:
    text = "---\ntitle: Bridge\n\n" + BODY
    assert (story("a.md", text).text, story("b.md", text).title) == (text, None)


def test_a_markdown_heading_is_the_title_and_other_marks_stay(story: One) -> None:
    found = story("a.md", f"# Bridge closed #\n\n*{BODY}*\n\n## After\n")
    assert (found.title, found.text) == ("Bridge closed", f"*{BODY}*\n\n## After")
    assert found.origins["title"] == "header"


def test_a_short_first_line_is_the_headline(story: One) -> None:
    found = story("a.txt", f"\n  Bridge closed “for good”\n\n\n{BODY}")
    assert (found.title, found.text) == ("Bridge closed “for good”", BODY)
    assert found.origins == {"title": "first line"}


@pytest.mark.parametrize(
    "first",
    [
        "The bridge was closed on Monday.",
        "He said: “The bridge is closed.”",
        "Dear editor,",
        "x" * 121,
        "By Ana Ruiz",
        "Read more about bridges",
        "https://ledger.example/bridge",
        "- a list",
    ],
)
def test_a_first_line_that_is_no_headline_stays_in_the_text(story: One, first: str) -> None:
    found = story("a.txt", f"{first}\n\n{BODY}")
    assert (found.title, found.text) == (None, f"{first}\n\n{BODY}")


def test_a_first_line_needs_a_blank_line_and_text_after_it(story: One) -> None:
    assert story("a.txt", "Bridge closed\nIt was Monday").text == "Bridge closed\nIt was Monday"
    assert story("a.txt", "Bridge closed\n\n \n").text == "Bridge closed"


def test_below_a_header_with_a_title_the_first_line_is_text(story: One) -> None:
    found = story("a.txt", f"Title: One\n\nBridge closed\n\n{BODY}")
    assert (found.title, found.text) == ("One", f"Bridge closed\n\n{BODY}")


def test_the_text_is_untouched_but_for_blank_lines_around_it(story: One) -> None:
    text = "   Indented,  with\ttabs.  \n\n\n  It s  odd ; “so” be it.   "
    assert story("a.txt", f"\n \n\t\n{text}\n\n  \n").text == text


def test_line_ends_become_newlines(story: One) -> None:
    assert story("a.txt", b"One.\r\nTwo.\rThree.\n").text == "One.\nTwo.\nThree."


@pytest.mark.parametrize("content", ["", " \n\n\t", "\ufeff", "Title: x\nOutlet: y\n\n"])
def test_a_file_without_text_is_a_failure(reason: Callable[..., str], content: str) -> None:
    assert reason("a.txt", content) == "the file has no text"


# -- encodings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("utf-8", "Zoë said “no” – twice."),
        ("utf-8-sig", "Zoë said “no” – twice."),
        ("utf-16", "Zoë said “no” – twice."),
        ("utf-16-le", "Zoë said “no” – twice."),
        ("utf-16-be", "Zoë said “no” – twice."),
        ("utf-32", "Zoë said “no” – twice."),
        ("cp1252", "Zoë said “no” – twice."),
        ("utf-8", "قال المتحدث إن الاتفاق يشمل المقاتلين."),
        ("utf-16", "قال المتحدث إن الاتفاق يشمل المقاتلين."),
        ("cp1251", "Представитель совета сообщил, что соглашение касается всех бойцов, включая иностранных."),
        ("koi8-r", "Представитель совета сообщил, что соглашение касается всех бойцов, включая иностранных."),
        ("cp1253", "Ο εκπρόσωπος του συμβουλίου είπε ότι η συμφωνία αφορά όλους τους μαχητές της πόλης."),
        ("cp1256", "قال المتحدث باسم المجلس إن الاتفاق يشمل جميع المقاتلين في المدينة ومن معهم."),
        ("cp932", "議会の報道官は、合意にはすべての戦闘員が含まれると述べた。"),
        ("gb18030", "委员会的发言人说，协议包括在城里的所有武装人员，这是不会改变的。中国没有发表评论。"),
        ("euc_jp", "議会の報道官は、合意にはすべての戦闘員が含まれると述べた。"),
        ("iso8859-5", "Представитель совета сообщил, что соглашение касается всех бойцов, включая иностранных."),
        ("cp1250", "Mluvčí rady řekla, že příměří se týká všech bojovníků v Raqqě."),
        ("iso8859-2", "Mluvčí rady řekla, že příměří se týká všech bojovníků v Raqqě."),
        ("cp1250", "Rzecznik rady powiedział, że układ objął wszystkich. „Tak będzie” – dodał."),
        ("iso8859-2", "Rzecznik rady powiedział, że układ objął wszystkich, także Łotyszy i Čapka."),
        ("cp1250", "Vijećnica Željka Šarić rekla je da će se već idući tjedan sve riješiti."),
        ("cp1250", "A szóvivő szerint a megállapodás minden külföldi küzdőre vonatkozik, nőkre is."),
        ("cp1254", "Sözcü, anlaşmanın şehirdeki bütün savaşçıları kapsadığını söyledi."),
        ("cp1257", "Tarybos atstovė sakė, kad susitarimas galioja visiems kovotojams, šį mėnesį ir vėliau."),
        ("mac-roman", "“It’s over,” she said. The fighters’ families can’t stay."),
        ("mac-roman", "L’accord est déjà signé, a déclaré le porte-parole, à qui l’on n’a rien dit."),
        ("cp1252", "L’accord est déjà signé, a déclaré Noël Lefèvre, l’œil vif : « Ça ira. »"),
        ("cp1252", "Þórunn Ýr sagði á miðvikudag að samkomulagið væri í gildi."),
        ("cp1252", "José Peña met François Müller, Øystein Håkansson and Zoë Ångström – in São Paulo."),
        ("cp1252", "It cost £400 or €450, he said; 5 m³ of it, nº 7, § 4, ½ a day at 5 °C."),
        ("cp1252", "A café, 5 m³."),
    ],
)
def test_encodings_without_a_declaration(story: One, codec: str, text: str) -> None:
    assert story("a.txt", text.encode(codec)).text == text


def test_utf8_with_a_damaged_byte_stays_utf8(story: One) -> None:
    assert story("a.txt", "Zoë, Søren and Ünal m".encode() + b"\xfft.").text == "Zoë, Søren and Ünal m\ufffdt."


def test_damage_far_into_a_file_is_weighed_with_all_of_it(story: One) -> None:
    text = "Plain words. " * 10_000 + "Zoë, Søren and Ünal m"
    assert story("a.txt", text.encode() + b"\xfft.").text == text + "\ufffdt."


def test_bytes_that_windows_1252_lacks_are_marked_as_lost(story: One) -> None:
    assert story("a.txt", b"Caf\xe9 \x81.").text == "Café \ufffd."


def test_a_stray_nul_is_marked_and_a_binary_file_refused(story: One, reason: Callable[..., str]) -> None:
    assert story("a.txt", b"The bridge\0 was closed.").text == "The bridge\ufffd was closed."
    assert reason("b.txt", bytes(range(256)) * 40) == "not a text: the file is binary"
    assert reason("c.txt", b"\0" * 5000) == "not a text: the file is binary"
    assert reason("d.txt", b"%PDF-1.7 ...").startswith("not a text: the file begins like a PDF")
    assert reason("e.txt.gz", gzip.compress(gzip.compress(b"nested"))).startswith("not a text: the file begins")


# -- compressed and large ---------------------------------------------------------------------------------


def test_gzip_is_undone(story: One) -> None:
    found = story("a/bridge.txt.gz", gzip.compress(BODY.encode()))
    assert (found.text, found.id, found.source) == (BODY, "bridge-" + found.id[-10:], "a/bridge.txt.gz")


def test_what_is_no_gzip_or_is_cut_short_or_damaged_says_so(reason: Callable[..., str]) -> None:
    packed = gzip.compress(BODY.encode() * 50)
    assert reason("a.txt.gz", BODY).startswith("damaged, or not a gzip file: Not a gzipped file")
    assert reason("b.txt.gz", packed[:-20]) == "the compressed file is cut short"
    assert reason("c.txt.gz", packed[:-6] + b"\0" * 6).startswith("damaged, or not a gzip file: CRC check failed")


def test_a_decompression_bomb_is_refused(reason: Callable[..., str]) -> None:
    bomb = gzip.compress(b" " * (safe_open.BOMB_FLOOR + 1), compresslevel=9)
    assert reason("a.txt.gz", bomb).startswith("unpacks to more than 200 times its")
    assert reason("a.html.gz", bomb) == "unpacks to more, and at most 20,971,520 bytes are read: split the file"


def test_a_larger_file_than_the_cap_is_refused(reason: Callable[..., str], archive: Path) -> None:
    with open(archive / "big.txt", "wb") as file:
        file.truncate(safe_open.TEXT_CAP + 1)
    (found,) = read_source(Source(archive / "big.txt", "big.txt"))
    assert found == Failure(
        "big.txt", "", "has 104,857,601 bytes, and at most 104,857,600 bytes are read: split the file"
    )


@pytest.mark.ci
def test_ten_megabytes_of_one_line_and_a_million_paragraphs(story: One) -> None:
    assert story("a.txt", '"' * 10_000_000).text == '"' * 10_000_000
    assert story("b.txt", "\n" * 10_000_000 + "x.\n\n" * 1_000_000).text.count("x.") == 1_000_000


# -- sidecars ---------------------------------------------------------------------------------------------


def test_a_sidecar_outranks_the_header_and_never_moves_the_text(story: One, archive: Path) -> None:
    head = f"Title: Header title\nOutlet: Header outlet\n\n{BODY}"
    alone = story("a.txt", head)
    (archive / "a.txt.meta.json").write_text(
        json.dumps({"title": "Sidecar title", "published": "2017-10-14", "entities": {"person": ["Ana Ruiz"]}})
    )
    found = story("a.txt", head)
    assert (found.title, found.outlet, found.published) == ("Sidecar title", "Header outlet", date(2017, 10, 14))
    assert found.entities == {"person": ("Ana Ruiz",)}
    assert found.origins == {
        "title": "sidecar",
        "outlet": "header",
        "published": "sidecar",
        "entities": "sidecar",
    }
    assert found.text == alone.text == BODY


def test_the_short_sidecar_name_serves_where_the_long_one_is_missing(story: One, archive: Path) -> None:
    (archive / "a.meta.json").write_text('{"outlet": "Short"}')
    assert story("a.txt", BODY).outlet == "Short"
    assert story("a.txt.gz", gzip.compress(BODY.encode())).outlet == "Short"
    (archive / "a.txt.meta.json").write_text('{"outlet": "Long"}')
    assert story("a.txt", BODY).outlet == "Long"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"title": }', "not valid JSON: a value is missing or misspelt (at character 11)"),
        ('["title"]', "an object {…} is expected, this is a list"),
        ('{"title": 7}', '"title" must be a string, this is a number'),
    ],
)
def test_a_bad_sidecar_is_a_failure_and_the_story_stays(
    read: Read, archive: Path, content: str, reason: str
) -> None:
    (archive / "sub").mkdir()
    (archive / "sub" / "a.txt.meta.json").write_text(content)
    failure, found = read("sub/a.txt", f"Title: Kept\n\n{BODY}")
    assert failure == Failure("sub/a.txt.meta.json", "", f"{reason}; what it stands beside is kept without it")
    assert isinstance(found, Story)
    assert found.title == "Kept"


def test_a_sidecar_that_is_a_link_out_of_the_archive_is_not_read(
    read: Read, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.json").write_text('{"title": "secret"}')
    (archive / "a.txt.meta.json").symlink_to(tmp_path / "secret.json")
    failure, found = read("a.txt", BODY)
    assert isinstance(failure, Failure)
    assert isinstance(found, Story)
    assert failure.reason.startswith("a link that leads out of the archive")
    assert found.title is None


# -- datelines, dates, addresses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "outlet", "day"),
    [
        ("AIN ISSA, Syria/BEIRUT (Reuters) - ", "Reuters", None),
        ("ALEPPO, Oct 14 (AP) — ", "AP", None),
        ("ST. LOUIS, Oct. 14, 2017 (AP) -- ", "AP", date(2017, 10, 14)),
        ("SÃO PAULO (The Gulf Ledger) – ", "The Gulf Ledger", None),
        ("  LONDON (Thomson Reuters Foundation) - ", "Thomson Reuters Foundation", None),
        ("BERLIN (dpa) - ", "dpa", None),
        ("Aleppo (Reuters) - ", None, None),
        ("WHO (World Health Organization) - ", None, None),
        ("SYRIA (which is at war) - ", None, None),
        ("RAQQA (Photo) - ", None, None),
        ("RAQQA (AP) ", None, None),
        ("He was in ALEPPO (AP) - ", None, None),
        ("A (AP) - ", None, None),
    ],
)
def test_a_dateline_gives_the_outlet_and_never_a_guess(
    story: One, start: str, outlet: str | None, day: date | None
) -> None:
    found = story("a.txt", f"{start}The bridge was closed.")
    assert (found.outlet, found.published) == (outlet, day)
    assert found.origins == {k: "dateline" for k, v in (("outlet", outlet), ("published", day)) if v}
    assert found.text == f"{start}The bridge was closed."


def test_a_header_outranks_the_dateline(story: One) -> None:
    found = story("a.txt", "Outlet: The Gulf Ledger\n\nALEPPO (Reuters) - It was closed.")
    assert (found.outlet, found.origins) == ("The Gulf Ledger", {"outlet": "header"})


def test_a_date_that_can_not_be_read_is_told_and_the_story_kept(story: One) -> None:
    found = story("a.txt", f"Date: last summer\n\n{BODY}")
    assert (found.published, found.origins) == (None, {"published": "unreadable: last summer"})


def test_an_unreadable_date_gives_way_to_a_readable_one_of_lower_rank(story: One, archive: Path) -> None:
    (archive / "a.txt.meta.json").write_text('{"published": "soon"}')
    found = story("a.txt", f"Date: 2017-10-14\n\n{BODY}")
    assert (found.published, found.origins["published"]) == (date(2017, 10, 14), "header")


def test_of_two_unreadable_dates_the_one_of_higher_rank_is_told(story: One, archive: Path) -> None:
    (archive / "a.txt.meta.json").write_text('{"published": "soon"}')
    assert story("a.txt", f"Date: later\n\n{BODY}").origins == {"published": "unreadable: soon"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//ledger.example/a", "ledger.example"]
)
def test_an_address_that_is_not_of_the_web_is_refused(story: One, url: str) -> None:
    found = story("a.txt", f"URL: {url}\n\n{BODY}")
    assert (found.url, found.origins, found.id) == (None, {"url": "refused"}, "a-18b7cb099a")


def test_the_stories_beside_the_project_keep_their_text(story: One) -> None:
    seeds = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("there are no seed stories beside the project")
    found = {path.name: story(path.name, path.read_bytes()) for path in seeds}
    for path in seeds:
        assert found[path.name].text == path.read_text(encoding="utf-8").strip("\n")
    assert [s.outlet for s in found.values()] == [None, "Reuters", None]


# -- who signed ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ("Ferry strike\nBy Ana Ruiz", "Ana Ruiz"),
        ("Ferry strike\n\nBY ANA RUIZ", "ANA RUIZ"),
        (
            "Ferry strike\n\nThe crews stay in port\n\nBy Ana Ruiz and Piet Holm, Staff Writers",
            "Ana Ruiz, Piet Holm",
        ),
        ("Title: Ferry strike\n\nBy Ana Ruiz in Ennerby", "Ana Ruiz"),
        ("By Royal Appointment", None),
        ("Ferry strike\nBy Sunday the ferry had sailed.", None),
        ("Ferry strike\nBy Reuters", None),
        ("Ferry strike\nBy our Foreign desk", None),
        ("Ferry strike\nBy night Ennerby sleeps", None),
        ("Ferry strike\n\nIt was led by\nBy Law", None),
    ],
)
def test_a_line_by_whom_is_the_byline_and_stays(story: One, head: str, byline: str | None) -> None:
    found = story("a.txt", f"{head}\n\n{BODY}\n")
    assert found.byline == byline
    assert found.origins.get("byline") == ("text" if byline else None)
    assert found.text.endswith(BODY)
