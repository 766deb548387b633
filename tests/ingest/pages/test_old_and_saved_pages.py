"""Pages laid out with tables, kept by archives, and of papers in many languages: what they say of themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.model import Story
from tests.ingest.pages.test_whole_pages import H1, TEXT, TITLE, made, metas

One = Callable[..., Story]
Row = tuple[str, str, dict[str, str | None]]
OWN = "http://www.fenpost.example/news/2003/board.htm"
KEPT = f"https://web.archive.org/web/20040512080000/{OWN}"
J = "習委員会、航路浚渫を決定"


def table(title: str, *cells: str) -> str:
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in (*cells, TEXT))
    return f"<html><head><title>{title}</title></head><body><table>{rows}</table></body></html>"


OLD: list[Row] = [
    (
        "a headline in bold type, the site first in the title tag",
        table(f"Fen Post Online - {TITLE}", f"<font size=5><b>{TITLE}</b></font>", "<font>By MARA QUIST</font>"),
        {"title": TITLE, "outlet": "Fen Post Online", "byline": "MARA QUIST"},
    ),
    (
        "site, section and title",
        table(f"Fen Post | News | {TITLE}", f"<span class=hd>{TITLE}</span>", "by Mara Quist"),
        {"title": TITLE, "outlet": "Fen Post", "byline": "Mara Quist"},
    ),
    (
        "a paper's name that is longer than the title, above it",
        table(
            "Fire at the pier | The Fen and District Courier",
            "<b>The Fen and District Courier</b>",
            "Fire at the pier",
        ),
        {"title": "Fire at the pier", "outlet": "The Fen and District Courier"},
    ),
    (
        "the same, first in the title tag",
        table(
            "The Fen and District Courier - Fire at the pier",
            "<b>The Fen and District Courier</b>",
            "Fire at the pier",
        ),
        {"title": "Fire at the pier", "outlet": "The Fen and District Courier"},
    ),
    (
        "a title with a mark in it of which no piece is shown",
        table(f"{TITLE}: what comes next", "<b>Fen Post</b>"),
        {"title": f"{TITLE}: what comes next"},
    ),
]
SAVED: list[Row] = [
    (
        "an archive's address in front of the page's own",
        made(f"<link rel=canonical href='{KEPT}'><title>{TITLE}</title>"),
        {"url": OWN, "outlet": "fenpost.example"},
    ),
    (
        "an archive's script alone",
        made(f'<script>__wm.wombat("{OWN}","20040512080000","https://web.archive.org/","web");</script>'),
        {"url": OWN},
    ),
    (
        "an archive's address of a front page",
        made("<link rel=canonical href='https://web.archive.org/web/2004id_/http://fenpost.example/'>"),
        {"url": None},
    ),
    (
        "another archive's address, and its name as the site's",
        made(
            f"<link rel=canonical href='http://archive.ph/2020.01.05-101112/{OWN}'>"
            f"<title>{TITLE} - Fen Post</title>" + metas(og__site_name="archive.ph")
        ),
        {"url": OWN, "outlet": "Fen Post"},
    ),
    (
        "links that are read against the page itself",
        made(f"<base href='{OWN}'>"),
        {"url": OWN},
    ),
    (
        "links that are read against a folder",
        made("<base href='http://www.fenpost.example/news/2003/'>"),
        {"url": None},
    ),
    (
        "the address told twice, the site's first",
        made(
            f"<title>{TITLE}</title>"
            + metas(og__title="Fen Bay News", og__url="https://fenbay.example/", og__site_name="Fen Bay News")
            + metas(og__title=TITLE, og__url="https://fenbay.example/2019/board")
        ),
        {"url": "https://fenbay.example/2019/board", "title": TITLE, "outlet": "Fen Bay News"},
    ),
]
ABROAD: list[Row] = [
    (
        "a source, a writer and an editor on one line",
        made(
            f"<title>{J}_渚新聞</title>",
            f"<h1>{J}</h1><div>来源：渚新聞　作者：王小明　编辑：李大同</div>",
            lang="zh",
        ),
        {"byline": "王小明", "outlet": "渚新聞"},
    ),
    (
        "a reporter's name and role in a list",
        made("", f"<h1>{J}</h1><ul><li>정덕현 기자</li><li>입력 2021.10.13 18:20</li></ul>", lang="ko"),
        {"byline": "정덕현"},
    ),
    (
        "a photographer among the names",
        made(
            "",
            f"{H1}<div class=byline><ul><li><span class=name>Mara Quist</span> "
            "<span class=role>Journalist</span></li>"
            "<li><span class=name>Ivo Brandt</span> <span class=role>Foto</span></li></ul></div>",
        ),
        {"byline": "Mara Quist"},
    ),
    (
        "a date and a section",
        made("", f"{H1}<div class=post-meta><span>May 12, 2019</span> · 3 min · Harbour Life</div>"),
        {"byline": None},
    ),
    (
        "a name at the site whose letters are written out in its address",
        made(
            "<link rel=canonical href='https://kuestenamt.example/presse/rat-beschliesst'>"
            f"<title>{TITLE} | Küstenamt</title>",
            lang="de",
        ),
        {"outlet": "Küstenamt"},
    ),
    (
        "the short form of its name in the line of copyright",
        made(
            "<link rel=canonical href='https://kuestenministerium.example/presse/rat-beschliesst'>"
            f"<title>{TITLE} | Ministerium für Küste und Häfen</title>",
            beside="<footer>© 2026 Ministerium</footer>",
            lang="de",
        ),
        {"outlet": "Ministerium für Küste und Häfen"},
    ),
]


@pytest.mark.parametrize(("kind", "markup", "expected"), [*OLD, *SAVED, *ABROAD])
def test_what_such_a_page_gives(story: One, kind: str, markup: str, expected: dict[str, str | None]) -> None:
    found = story("a.html", markup)
    assert {name: getattr(found, name) for name in expected} == expected, kind


@pytest.mark.parametrize(
    ("below", "lang", "day"),
    [
        ("Publié le 13/07/2023 à 18h32, mis à jour le 14/07/2023 à 09h10", "fr", "2023-07-13"),
        ("Publié le 12/07/2023 à 18h32, mis à jour le 13/07/2023 à 09h10", "fr", "2023-07-12"),
        ("Mis à jour le 13/07/2023 à 09h10", "fr", None),
        ("Publié le 12/07/2023", "fr", "2023-07-12"),
        ("Publicado: 03/04/2021 10:15", "es-MX", "2021-04-03"),
        ("Publié le 12/07/2023", "fr-CA", None),
        ("Published 12/07/2023", "en", None),
        ("نشر: 05/يونيو/2018", "ar", "2018-06-05"),
        ("승인 2018-06-05 10:15:00", "ko", "2018-06-05"),
        ("<p>Born: 3 March 1931 – Died: 9 June 2019</p>", "en", None),
        ("<p>Event date: Saturday 12 August 2023</p><p>Posted on 2 June 2023</p>", "en", "2023-06-02"),
        ("<p>Printed on 12 March 2019</p>", "en", None),
        ("<p>Retrieved 12 March 2019</p>", "en", None),
        ("<p>Closing date: 12 March 2019</p><p>Date: 1 March 2019</p>", "en", "2019-03-01"),
        ("<time class='entry-date updated td-module-date'>2 marzo, 2018</time>", "es", "2018-03-02"),
        ("<time class='updated'>2 marzo, 2018</time>", "es", None),
        ("سلمى حداد | الثلاثاء 14 كانون الثاني 2020", "ar", "2020-01-14"),
        ("نشر في: 3 تشرين الأول 2020", "ar", "2020-10-03"),
        ("12 شباط 2021", "ar", "2021-02-12"),
        ("1,204 views <span class=video-date>Aug 19, 2022</span>", "en", "2022-08-19"),
        ("<p>The quay was built before <time>Aug 19, 2020</time> and sold on.</p>", "en", None),
        ("<span class=date>۱۴۰۰/۰۷/۲۲ - ۱۰:۱۵</span>", "fa", None),
        ("<time datetime='1400-07-22'>۲۲ مهر ۱۴۰۰</time>", "fa", None),
        ("<span class=date>เผยแพร่: 13 ต.ค. 2564 18:20</span>", "th", None),
        ("<span class=date>13/10/2564</span>", "th", None),
        ("<span class=date>令和3年10月13日</span>", "ja", None),
    ],
)
def test_the_day_that_is_shown(story: One, below: str, lang: str, day: str | None) -> None:
    found = story("a.html", made(f"<title>{TITLE}</title>", f"{H1}<div>{below}</div>", lang=lang)).published
    assert (found.isoformat() if found else None) == day
