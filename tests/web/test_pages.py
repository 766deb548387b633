"""Every page: its status, its counts, and what it says; on the real engine."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from searchapp.config import Settings
from searchapp.facets import FACETS
from searchapp.web import create_app, template_folder
from searchapp.web.search import views
from searchapp.web.search_state import SearchState
from tests.stories import said as heard
from tests.stories import story
from tests.web.bureau import TWO

FIGHTERS = "/search?q=%22foreign+fighters%22"
PAGES = [
    "/", "/search", FIGHTERS, f"{FIGHTERS}&kind=statement", f"{FIGHTERS}&speaker=Omar+Alloush&-outlet=Gulf+Ledger",
    "/search?q=raqqa&page=2", "/search?date=none", "/search?outlet=unknown+outlet", "/search?q=submarine",
    "/search?q=convoy+submarine", "/story/deal?q=foreign+fighters", "/story/rtl", "/facet/speaker?kind=statement",
    "/facet/outlet?order=name&contains=e", "/saved", "/help",
]  # fmt: skip


def soup(client: FlaskClient, url: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == status, url
    return BeautifulSoup(answer.text, "lxml")


def said(tag: Tag | BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(t.get_text().split()) for t in tag.select(selector)]


@pytest.mark.parametrize("url", PAGES)
def test_every_page_answers(client: FlaskClient, url: str) -> None:
    page = soup(client, url)
    assert page.select_one("main#main")
    assert len(page.select("h1")) == 1
    assert page.title
    ids = [t["id"] for t in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_the_search_page_counts_both_kinds(client: FlaskClient) -> None:
    page = soup(client, FIGHTERS)
    assert said(page, ".tabs a") == ["Stories 4", "Statements 3"]
    assert said(page, "[role=status]") == ["4 stories"]
    assert len(page.select("li.hit")) == 4
    assert all(re.fullmatch("foreign fighters", m, re.IGNORECASE) for m in said(page, ".hit mark"))
    assert "no date (2)" in said(page, ".when .head")[0]


def test_a_hit_shows_who_said_it_and_links_whatever_it_shows(client: FlaskClient) -> None:
    hit = next(h for h in soup(client, FIGHTERS).select("li.hit") if "Deal for Raqqa" in h.get_text())
    assert said(hit, ".who") == ["Omar Alloush said", "Ryan Dillon said"]
    assert [t["class"] for t in hit.select("blockquote")] == [["said", "direct"], ["said", "indirect"]]
    links = {a.get_text(strip=True): a["href"] for a in hit.select("a")}
    assert links["Gulf Ledger"] == f"{FIGHTERS}&outlet=Gulf+Ledger"
    assert links["14 October 2017"] == f"{FIGHTERS}&since=2017-10-14&until=2017-10-14"
    assert links["Omar Alloush"] == f"{FIGHTERS}&speaker=Omar+Alloush"


def test_statements_read_who_words_outlet_date(client: FlaskClient) -> None:
    page = soup(client, f"{FIGHTERS}&kind=statement&speaker=Omar+Alloush")
    assert said(page, ".statement .who") == ["Omar Alloush"]
    assert said(page, ".told > .words") == ["Foreign fighters are included in the deal"]
    assert said(page, ".statement .tag") == ["direct"]
    assert said(page, ".told > .words mark") == ["Foreign fighters"]
    link = page.select_one(".statement .copy")
    assert link is not None
    assert said(soup(client, str(link["href"])), ".sentence.lit") == [
        '"Foreign fighters are included in the deal," Omar Alloush said.'
    ]


def test_filters_show_in_place_and_as_chips(client: FlaskClient) -> None:
    page = soup(
        client, f"{FIGHTERS}&speaker=Omar+Alloush&speaker=Talal+Silo&-outlet=Euphrates+Wire&since=2017-10-14"
    )
    assert said(page, ".chip") == [
        "Remove filter: Speaker: Omar Alloush ×",
        "Remove filter: or Talal Silo ×",
        "Remove filter: not Euphrates Wire ×",
        "Remove filter: Date: since 14 October 2017 ×",
    ]
    assert said(page, ".value.only .name") == ["chosen: Omar Alloush", "chosen: Talal Silo"]
    assert said(page, ".value.not .name") == ["left out: Euphrates Wire"]
    assert said(page, ".tray-bar a") == ["Filters · 4", "Show 1 story"]
    chip = page.select_one(".chip")
    assert chip is not None
    assert "speaker=Omar" not in chip["href"]
    assert "speaker=Talal" in chip["href"]


@pytest.mark.parametrize(
    "query",
    [
        "q=raqqa", "", "q=raqqa&kind=statement", "kind=statement&speaker=Omar+Alloush",
        "outlet=Gulf+Ledger&q=siege",
        "-outlet=Gulf+Ledger&source=unnamed", "q=raqqa&since=2017-10-05&until=2017-10-15", "date=none",
        "outlet=unknown+outlet&-speaker=Talal+Silo", "q=raqqa+submarine", "q=siege&outlet=Nobody",
    ],
)  # fmt: skip
def test_each_count_is_the_total_of_its_value_alone(client: FlaskClient, query: str) -> None:
    state, notices = SearchState.from_args(
        MultiDict(p.split("=") for p in query.replace("+", " ").split("&") if p)
    )
    assert not notices
    page = soup(client, state.url())
    checked = 0
    for facet in page.select(".facet"):
        label = str(facet.select_one("legend span").get_text())  # type: ignore[union-attr]
        key = next(f.key for f in FACETS if f.label == label)
        for row in facet.select(".value"):
            value = row.select_one("bdi").get_text()  # type: ignore[union-attr]
            alone = state.only(key, "" if value == "unknown outlet" else value)
            total = client.get(alone.url("/api/v1/search", widen="1")).get_json()["total"]
            assert row.select_one(".n").get_text() == f"{total:,}", (key, value)  # type: ignore[union-attr]
            checked += 1
    assert checked


def test_speakers_group_their_statements(client: FlaskClient) -> None:
    page = soup(client, f"{FIGHTERS}&kind=statement&group=speaker")
    assert said(page, ".group-head") == [
        "Omar Alloush 1 statement in 1 outlet",
        "Ryan Dillon 1 statement in 1 outlet",
        "Talal Silo 1 statement in 1 outlet",
    ]
    assert said(page, "[role=status]") == ["3 statements"]
    assert len(page.select(".by-group .hit")) == 3
    narrowed = soup(client, f"{FIGHTERS}&kind=statement&group=speaker&-speaker=Talal+Silo&outlet=Gulf+Ledger")
    assert len(narrowed.select(".by-group")) == 2
    everyone = said(soup(client, "/search?kind=statement&group=speaker"), ".by-group h2 bdi")
    assert everyone == ["Omar Alloush", "Ryan Dillon", "Talal Silo", "unnamed sources"]


def test_who_was_heard_counts_what_it_leads_to(client: FlaskClient) -> None:
    for query in (FIGHTERS, "/search", "/search?q=foreign+submarine&outlet=Gulf+Ledger"):
        page = soup(client, query)
        assert page.select(".heard tbody th")
        assert "not heard" in said(page, ".heard td") or "outlet=" in query
        for cell in page.select(".heard td a"):
            number = str(cell.find(string=True))
            assert said(soup(client, str(cell["href"])), ".tabs [aria-current] .n") == [number]


def test_bars_lead_to_their_days(client: FlaskClient) -> None:
    page = soup(client, "/search?q=siege")
    rows = page.select(".counts tbody tr")
    assert len(rows) == 20
    for row in rows[:5]:
        link = row.select_one("a")
        assert link is not None
        assert said(soup(client, str(link["href"])), "[role=status]") == [link.get_text()]
    assert not page.select("[style]")


def test_widening_says_so_and_leads_back(client: FlaskClient) -> None:
    page = soup(client, "/search?q=convoy+buses+submarine")
    assert said(page, ".notice") == [
        "No story has all of these words; these have at least 2 of 3. Only stories with all words"
    ]
    link = page.select_one(".notice a")
    assert link is not None
    strict = soup(client, str(link["href"]))
    assert said(strict, ".zero .lead") == ["No story matches this."]
    assert "1 story without submarine" in said(strict, ".zero li")
    export = page.select_one(".actions .drop a")
    assert export is not None
    assert len(client.get(str(export["href"])).text.splitlines()) == 1 + 1


def test_no_answer_says_which_filter_to_drop(client: FlaskClient) -> None:
    page = soup(client, "/search?q=siege&outlet=Euphrates+Wire&speaker=Omar+Alloush")
    assert said(page, ".zero li")[0] == "20 stories without any filter"
    for link in page.select(".zero a[href^='/search']"):
        count = link.select_one("bdi")
        assert count is not None
        assert said(soup(client, str(link["href"])), "[role=status]") == [count.get_text()]


def test_other_names_are_searched_and_said(app: Flask, tmp_path: Path) -> None:
    names = tmp_path / "data" / "names.yaml"
    client = app.test_client()
    assert said(soup(client, "/search?q=Raqqah"), "[role=status]") == ["0 stories"]
    names.parent.mkdir()
    names.write_text("- {id: raqqa, kind: place, preferred: Raqqa, aliases: [Raqqah]}\n", encoding="utf-8")
    page = soup(client, "/search?q=Raqqah")
    assert said(page, "[role=status]") == ["24 stories"]
    assert said(page, ".notice") == ["Also searched: Raqqa. Exact words only"]
    assert said(soup(client, "/search?q=Raqqah&exact=1"), "[role=status]") == ["0 stories"]
    assert said(soup(client, "/story/silo?q=Raqqah"), ".text mark") == ["Raqqa"]
    names.write_text("- [", encoding="utf-8")
    page = soup(client, "/search?q=siege")
    assert said(page, "[role=status]") == ["20 stories"]
    assert "The names file can’t be read".replace("’", "'") in said(page, ".notice")[0]


def test_pages_of_an_answer(client: FlaskClient) -> None:
    seen: list[str] = []
    for n in (1, 2, 3):
        page = soup(client, f"/search?q=raqqa&page={n}")
        seen += [str(a["href"]) for a in page.select(".hit .open")]
    assert len(seen) == len(set(seen)) == 24
    beyond = soup(client, "/search?q=raqqa&page=999")
    assert said(beyond, ".notice") == ["There are 3 pages only; this is the last."]
    assert [str(a["href"]).replace("page=999", "page=3") for a in beyond.select(".hit .open")] == seen[20:]


def test_the_reader_marks_what_the_query_matches(client: FlaskClient) -> None:
    page = soup(client, "/story/deal?q=%22foreign+fighters%22")
    assert said(page, ".text mark") == ["Foreign fighters", "foreign fighters"]
    assert [m["id"] for m in page.select(".text mark")] == ["m1", "m2"]
    assert [a["href"] for a in page.select(".marks a")] == ["#m1"]
    back = page.select_one(".back")
    assert back is not None
    assert (back.get_text(), back["href"]) == ("← 4 stories", FIGHTERS)
    assert said(page, ".told.direct") == ["Foreign fighters", "are included in the deal"]
    assert said(page, ".speaker > summary") == ["Omar Alloush 1", "Ryan Dillon 1"]
    for link in page.select(".speaker .place"):
        assert page.select_one(str(link["href"])) is not None
    original = page.select_one("a.original")
    assert original is not None
    assert original["href"] == "https://gulf-ledger.example/deal"
    assert set(original["rel"]) >= {"noopener", "noreferrer"}
    assert "Outlet: from the file’s header" in said(page, ".origins li")
    assert "Language: not known" in said(page, ".origins li")


def test_the_reader_joins_hard_wrapped_lines_and_nests_what_overlaps(client: FlaskClient) -> None:
    page = soup(client, '/story/wrapped?q="buses left" OR fighters')
    assert said(page, ".text p") == [
        "The convoy of buses left Raqqa before dawn on Sunday, with foreign fighters on board, a monitor said."
    ]
    assert said(page, ".text mark") == ["buses left", "fighters"]
    assert said(page, ".unknown")[-1:] == ["Untitled story"]
    assert len(said(soup(client, "/story/silo"), ".text p")) == 2
    assert said(page, ".speaker .name") == ["a monitor unnamed"]


def test_the_reader_shows_the_frame_apart_and_does_not_mark_it(desk_client: FlaskClient) -> None:
    page = soup(desk_client, "/story/a?q=raqqa+OR+reporters")
    assert said(page, ".text .frame") == ["RAQQA, Syria (Wire) -", "Read more: the road to Raqqa"]
    titles = [t["title"] for t in page.select(".text .frame")]
    assert titles == ["dateline, not searched", "Read more, not searched"]
    assert said(page, ".text mark") == ["reporters"]
    assert said(page, ".frame-line") == ["Frame, not searched: dateline · Read more"]
    assert said(page, ".text p")[0] == (
        "RAQQA, Syria (Wire) - Omar Alloush denied to reporters that the deal covers foreign fighters."
    )
    assert said(page, ".marks b") == ["1 mark"]
    assert not soup(desk_client, "/story/b").select(".frame, .frame-line")


def test_a_story_without_its_quotation_marks_says_so(desk_client: FlaskClient) -> None:
    page = soup(desk_client, "/story/a")
    assert said(page, ".rail-left .tag") == ["quotation marks lost in source"]
    assert {str(t["title"]) for t in page.select(".text .told")} == {
        "Said by Omar Alloush, told indirectly, possibly verbatim"
    }
    other = soup(desk_client, "/story/b")
    assert not other.select(".rail-left .tag")
    assert {str(t["title"]) for t in other.select(".text .told")} == {
        "Said by Omar Alloush, told indirectly", "Said by Talal Silo, told indirectly"
    }  # fmt: skip


def test_a_statement_tells_how_and_shows_its_paragraph(desk_client: FlaskClient) -> None:
    page = soup(desk_client, "/search?kind=statement&q=%22foreign+fighters%22")
    assert said(page, ".how") == ["denies, to reporters, possibly verbatim"]
    link = page.select_one(".how a")
    assert link is not None
    assert link["href"] == "/search?q=%22foreign+fighters%22&kind=statement&verb=denies"
    assert said(page, ".context summary") == ["In context"]
    assert said(page, ".context .words") == [
        "RAQQA, Syria (Wire) - Omar Alloush denied to reporters that the deal covers foreign fighters."
    ]
    assert said(page, ".context mark") == ["foreign fighters"]
    whole = soup(desk_client, "/search?kind=statement&q=buses+tonight")
    assert said(whole, ".context .words") == ["The buses will leave tonight, Omar Alloush said."]
    plain = soup(desk_client, "/search?kind=statement&speaker=Talal+Silo")
    assert not plain.select(".how")
    assert said(plain, ".context .words") == [TWO]


def test_a_sentence_that_is_its_paragraph_is_shown_with_its_neighbours(
    make_client: Callable[..., FlaskClient],
) -> None:
    text = "One came before.\n\nThe deal holds, he said.\n\nOne came after.\n\nNot this."
    start = text.index("The deal")
    end = text.index("\n\nOne came after")
    holds = replace(heard(text, "The deal holds", "Omar Alloush"), sentence=(start, end))
    client = make_client(story("a", text, statements=(holds,)))
    assert said(soup(client, "/search?kind=statement"), ".context .words") == [
        "One came before.", "The deal holds, he said.", "One came after."
    ]  # fmt: skip
    book = "word " * 200_000
    long = make_client(story("a", book, statements=(replace(heard(book, "word", "X"), sentence=(0, 4)),)))
    assert len(said(soup(long, "/search?kind=statement"), ".context .words")[0]) < 2_000


def test_the_reader_says_what_is_not_known(client: FlaskClient) -> None:
    page = soup(client, "/story/unknown")
    assert said(page, ".from")[0].startswith("unknown outlet · no date")
    rtl = soup(client, "/story/rtl").select_one("h1")
    assert rtl is not None
    assert (rtl["lang"], rtl["dir"]) == ("ar", "auto")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://x", "http://[", "x"]
)
def test_only_web_addresses_are_linked(make_client: Callable[..., FlaskClient], url: str) -> None:
    page = soup(make_client(story("a", "Text.", url=url)), "/story/a")
    assert not page.select("a.original")
    assert all(str(a["href"]).startswith(("/", "#")) for a in page.select("a"))


def test_any_id_has_a_page(make_client: Callable[..., FlaskClient]) -> None:
    ids = ["a/b c", "x?y=1#z", "100%", "a//b", "a/s/b", "ü–ß", "..x", "a+b", "<b>", "a\\b"]
    client = make_client(*(story(id, "Some words here.", title=f"Of {n}") for n, id in enumerate(ids)))
    links = [str(link["href"]) for link in soup(client, "/search?q=words").select(".hit .open")]
    assert {said(soup(client, link), "h1")[0] for link in links} == {f"Of {n}" for n in range(len(ids))}
    api = [link.partition("?")[0].replace("/story/", "/api/v1/stories/", 1) for link in links]
    assert {client.get(address).get_json()["id"] for address in api} == set(ids)


def test_all_values_of_a_facet(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(*(story(f"s{n}", "Words.", outlet=f"Outlet {n:03d}") for n in range(250)))
    assert "All 250 outlets…" in said(soup(client, "/search"), ".more")
    page = soup(client, "/facet/outlet")
    assert said(page, "[role=status]") == ["250 outlets"]
    assert len(page.select(".value")) == 120
    assert said(soup(client, "/facet/outlet?order=name&at=3"), ".value .name") == [
        f"Outlet {n:03d}" for n in range(240, 250)
    ]
    found = soup(client, "/facet/outlet?contains=OUTLET+24")
    assert len(found.select(".value")) == 10
    pick = found.select_one(".value > .n")
    assert pick is not None
    assert said(soup(client, str(pick["href"])), "[role=status]") == ["1 story"]
    assert client.get("/facet/film").status_code == 404


@pytest.mark.ci
def test_every_internal_link_answers(client: FlaskClient) -> None:
    client.post("/saved", data={"name": "Fighters", "query": "q=%22foreign+fighters%22"})
    links: set[str] = set()
    for url in [*PAGES, "/saved/fighters"]:
        for tag in soup(client, url).select("[href], [src], form[action]"):
            target = str(tag.get("href") or tag.get("src") or tag.get("action"))
            if target.startswith("/") and tag.get("method") != "post":
                links.add(target.partition("#")[0])
            else:
                assert target.startswith(("#", "https://gulf-ledger.example/")) or tag.get("method") == "post"
    assert len(links) > 250
    for link in sorted(links):
        assert client.get(link).status_code in (200, 302), link


def test_errors_are_pages_with_a_remedy(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for url in (
        "/nix",
        "/story/nix",
        "/saved/nix",
        "/story/%00",
        "/story/..%2f..%2fetc%2fpasswd",
        "/saved/%2e%2e%2f",
    ):
        page = soup(client, url, 404)
        assert page.select_one(".lead")
    assert client.put("/saved").status_code == 405
    assert client.post("/saved", data={"name": "x" * 100_000}).status_code == 413

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(views, "answer", fail)
    answer = client.get("/search")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_without_an_index_the_page_says_how_to_build_one(tmp_path: Path) -> None:
    client = create_app(Settings(index=tmp_path / "none", data=tmp_path / "data")).test_client()
    for url in ("/", "/search?q=x", "/story/x", "/facet/outlet", "/saved"):
        assert said(soup(client, url, 503), ".command") == ["searchapp index corpus/"]
    assert client.get("/api/v1/search").get_json()["error"]["hint"]
    assert client.get("/help").status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_templates_never_mark_text_as_safe() -> None:
    files = list(template_folder().rglob("*.html"))
    assert len(files) > 8
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|Markup|style=|\son\w+=", text), path
