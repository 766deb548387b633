"""Pages of ten invented sites, each with its own way to set a story, made of the texts of a folder of stories.

A page weighs some forty kilobytes, as news pages without their scripts do: menus, links to other stories, notices
and offers stand around the text. No two pages have the same text.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from searchapp.ingest import find_sources, read_source
from searchapp.model import Story

_WORD = re.compile(r"[A-Za-z]{5,}")
_CHANGED_SHARE = 0.1
_FIRST_DAY = date(2015, 1, 1)
_DAYS = 3000
_FILLING = 14_000
"""Characters of scripts and styles on each page, about."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a site sets a story: the body of its page, a paragraph, and what stands once between two of them."""

    outlet: str
    body: str
    paragraph: str = "<p>{}</p>"
    between: str = ""
    head: str = "json-ld"


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "Aru Gazette",
        "<header>{menu}</header><main><article><h1>{title}</h1>{text}</article>{others}</main>{foot}",
    ),
    Layout(
        "Belmar Post",
        "<div id=page>{menu}<div class=row><div class='col-8'><h1 class=headline>{title}</h1><div"
        " class='article-body'>"
        "{text}</div></div><div class='sidebar col-4'>{others}</div></div>{foot}</div>",
        between="</div><div class=ad>Advertisement</div><div class='article-body'>",
        head="opengraph",
    ),
    Layout(
        "Corvane Courier",
        "<table width=980><tr><td width=160>{menu}</td><td><b><font size=5>{title}</font></b><br><br>{text}</td>"
        "<td>{others}</td></tr></table>{foot}",
        paragraph="{}<br><br>\n",
        head="title",
    ),
    Layout(
        "Dunsel Times",
        "{menu}<div class=entry><h1>{title}</h1><div class='entry-content'>{text}</div></div>{others}{foot}",
        between="<p><strong>Read more:</strong> <a href='/x'>The ferry sails again on Sunday</a></p>",
    ),
    Layout(
        "Eskel Wire",
        "<main>{menu}<section class=story><h1>{title}</h1>{text}</section><aside>{others}</aside></main>{foot}",
        paragraph="<div class='paragraph'>{}</div>",
        head="opengraph",
    ),
    Layout(
        "Farrow News",
        "<div class='cookie-consent'><p>We and our partners use cookies to store information on your device.</p>"
        "</div>"
        "{menu}<article class=post><h1>{title}</h1>{text}</article>{others}{foot}",
        between="<div class=newsletter><p>Sign up for our newsletter.</p></div>",
    ),
    Layout(
        "Gildan Herald",
        "<div id=wrapper>{menu}<div id=content><h2 class=title>{title}</h2><div class=text>{text}</div>"
        "</div>{others}"
        "{foot}</div>",
        head="title",
    ),
    Layout(
        "Harbour Mail",
        "{menu}<main><h1>{title}</h1><article class=part>{text}</article></main>{others}{foot}",
        between="</article><div class=ad>Ad</div><article class=part>",
    ),
    Layout(
        "Island Record",
        "{menu}<article><h1>{title}</h1><figure><img src=a.jpg><figcaption>The quay. Photo: J. Doe</figcaption>"
        "</figure>"
        "{text}</article><section class=related>{others}</section>{foot}",
        between="<blockquote class='twitter-tweet'><p>It is not over yet.</p>&mdash; Ana Ruiz (@anar) "
        "<a href='https://t.example/1'>May 1, 2019</a></blockquote>",
    ),
    Layout(
        "Jorvan Star",
        "<div class=app><div class=top>{menu}</div><div class=main><div class=live><h1>{title}</h1>{text}</div>"
        "</div>"
        "{others}{foot}</div>",
        paragraph="<section class=update><h3>12:00</h3><p>{}</p></section>",
        head="opengraph",
    ),
)


def write_pages(corpus: Path, folder: Path, count: int, *, seed: int = 1) -> None:
    """Write `count` pages made of the paragraphs of the stories in a folder, a hundred to a folder."""
    paragraphs = _paragraphs(corpus)
    words = sorted({word for text in paragraphs for word in _WORD.findall(text)})
    chance = random.Random(seed)
    for number in range(count):
        layout = LAYOUTS[number % len(LAYOUTS)]
        texts = [_changed(chance.choice(paragraphs), words, chance) for _ in range(chance.randint(6, 24))]
        place = folder / f"{number // 100:04}"
        place.mkdir(exist_ok=True)
        (place / f"{number:06}.html").write_text(page(layout, number, texts, chance), encoding="utf-8")


def page(layout: Layout, number: int, texts: Sequence[str], chance: random.Random) -> str:
    """One page of a site."""
    title = " ".join(texts[0].split()[:8]).strip(".,“”") + f", day {number}"
    day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
    set_out = [layout.paragraph.format(html.escape(text, quote=False)) for text in texts]
    middle = len(set_out) // 2
    text = "".join([*set_out[:middle], layout.between, *set_out[middle:]])
    body = layout.body.format(
        title=html.escape(title),
        text=text,
        menu=_menu(layout),
        others=_others(chance, number),
        foot=f"<footer><p>© {layout.outlet}. All rights reserved.</p>{_links('foot', 20)}</footer>",
    )
    head = _head(layout, title, day, number)
    return f"<!DOCTYPE html>\n<html lang=en><head>{head}</head><body>{body}{_filling(number)}</body></html>\n"


def _paragraphs(corpus: Path) -> list[str]:
    items = (item for source in find_sources([corpus]).sources for item in read_source(source))
    texts = (text for item in items if isinstance(item, Story) for text in item.text.split("\n\n"))
    return [text for text in texts if len(text) > 80]


def _changed(text: str, words: Sequence[str], chance: random.Random) -> str:
    return _WORD.sub(lambda word: chance.choice(words) if chance.random() < _CHANGED_SHARE else word[0], text)


def _links(kind: str, count: int) -> str:
    items = "".join(
        f"<li class='{kind}-item'><a href='/{kind}/{n}'>{kind.title()} {n}</a></li>" for n in range(count)
    )
    return f"<ul class='{kind}'>{items}</ul>"


def _menu(layout: Layout) -> str:
    return f"<nav><a class=logo href='/'>{layout.outlet}</a>{_links('menu', 40)}</nav>"


def _others(chance: random.Random, number: int) -> str:
    cards = "".join(
        f"<div class=card><a href='/story/{chance.randrange(10**6)}'><img src='t{n}.jpg' alt=''><h4>Harbour"
        f" story {n} of"
        f" {number}</h4></a><p>The council met again on day {n}.</p></div>"
        for n in range(25)
    )
    return f"<div class=others><h3>More stories</h3>{cards}</div>"


def _head(layout: Layout, title: str, day: date, number: int) -> str:
    return f"<meta charset=utf-8><title>{html.escape(title)} | {layout.outlet}</title>" + "".join(
        _metadata(layout, title, day, f"https://{layout.outlet.lower().replace(' ', '-')}.example/{number}")
    )


def _metadata(layout: Layout, title: str, day: date, url: str) -> Iterator[str]:
    yield f"<link rel=canonical href='{url}'>"
    if layout.head == "json-ld":
        told = {
            "@type": "NewsArticle",
            "headline": title,
            "datePublished": day.isoformat(),
            "author": {"@type": "Person", "name": "Ana Ruiz"},
            "publisher": {"@type": "Organization", "name": layout.outlet},
        }
        yield f"<script type='application/ld+json'>{json.dumps(told)}</script>"
    elif layout.head == "opengraph":
        yield f"<meta property='og:title' content='{html.escape(title)}'>"
        yield f"<meta property='og:site_name' content='{layout.outlet}'>"
        yield f"<meta property='article:published_time' content='{day.isoformat()}'>"


def _filling(number: int) -> str:
    line = f"window.q=window.q||[];q.push({{slot:{number},size:[300,250],path:'/a/b/c'}});\n"
    return f"<script>{line * (_FILLING // len(line))}</script>"
