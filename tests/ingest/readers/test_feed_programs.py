"""Feeds, blogs' exports and agencies' items as single programs write them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from searchapp.ingest import Item, LeftOut
from searchapp.model import Story

Read = Callable[..., list[Item]]
One = Callable[..., Story]
TEXT = "The council of Aru said on Monday that the bridge would stay closed."
MORE = "“We can't send people over it,” said Ana Ruiz, who heads the council."
KIND = "http://schemas.google.com/g/2005#kind"
WORDPRESS = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"'


def entry(kind: str, title: str, text: str) -> str:
    term = f"http://schemas.example/blogger/2008/kind#{kind}"
    category = f"<category scheme='{KIND}' term='{term}'/><category scheme='x' term='Town'/>" if kind else ""
    return f"<entry>{category}<title>{title}</title><content type='html'>{text}</content></entry>"


def test_of_a_blogs_export_the_posts_are_stories(read: Read) -> None:
    kinds = ("template", "settings", "post", "comment", "page")
    entries = "".join(entry(kind, kind.title(), TEXT) for kind in kinds)
    found = read("blog.xml", f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Notes</title>{entries}</feed>")
    assert [item.title for item in found if isinstance(item, Story)] == ["Post"]
    assert [item for item in found if not isinstance(item, Story)] == [
        LeftOut(f"blog.xml#{number}", "no story") for number in (1, 2, 4, 5)
    ]


def test_an_entry_with_categories_of_its_own_is_a_story(story: One) -> None:
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry('', 'Weir', TEXT)}</feed>"
    assert story("a.xml", feed.replace("<title>", "<category term='comment'/><title>")).text == TEXT


def post(content: str) -> str:
    return (
        f"<rss {WORDPRESS}><channel><item><title>Bridge</title><wp:post_type>post</wp:post_type>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded></item></channel></rss>"
    )


@pytest.mark.parametrize(
    "content",
    [
        f'[vc_row css="x"][vc_column]<p>{TEXT}</p>[/vc_column][/vc_row]<p>{MORE}</p>',
        f'[caption id="a" width="3"]<img src="b.jpg"/> The bridge in snow[/caption]{TEXT}\n\n{MORE}',
        f"[et_pb_section][et_pb_text]{TEXT}\n\n{MORE}[/et_pb_text][/et_pb_section]",
        f'[gallery ids="1,2"]<p>{TEXT}</p>[spacer][/spacer]<p>{MORE}</p>',
    ],
)
def test_what_plug_ins_have_in_brackets_is_no_text(story: One, content: str) -> None:
    assert story("a.xml", post(content)).text == f"{TEXT}\n\n{MORE}"


def test_brackets_of_a_writer_stay(story: One) -> None:
    text = "“It [the bridge] is old,” she said [sic]. He nodded [twice]."
    assert story("a.xml", post(f"<p>{text}</p>")).text == text


@pytest.mark.parametrize(
    ("title", "source", "read_as"),
    [
        ("Bridge closed - Aru Post", "Aru Post", "Bridge closed"),
        ("Bridge closed | Aru Post", "Aru Post", "Bridge closed"),
        ("Bridge closed - Olm Wire", "Aru Post", "Bridge closed - Olm Wire"),
        ("Trouble at the Aru Post", "Aru Post", "Trouble at the Aru Post"),
        ("Aru Post", "Aru Post", "Aru Post"),
    ],
)
def test_a_title_without_the_outlet_behind_it(story: One, title: str, source: str, read_as: str) -> None:
    item = f"<item><title>{title}</title><description>{TEXT}</description><source url='x'>{source}</source></item>"
    feed = f"<rss><channel><title>News of many</title>{item}</channel></rss>"
    assert (story("a.rss", feed).title, story("b.rss", feed).outlet) == (read_as, source)
    record = {"title": title, "text": TEXT, "outlet": source}
    assert story("a.jsonl", json.dumps(record)).title == read_as


def newsml(status: str, party: str) -> str:
    return (
        f'<NewsML><NewsItem><NewsManagement><Status FormalName="{status}"/></NewsManagement><NewsComponent>'
        f'<AdministrativeMetadata><Provider><Party FormalName="{party}"/></Provider></AdministrativeMetadata>'
        f"<ContentItem><DataContent><p>{TEXT}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )


@pytest.mark.parametrize(("party", "outlet"), [("Olm Wire", "Olm Wire"), ("OLM", "OLM"), ("olm.example", None)])
def test_the_agency_of_a_newsml_item_is_its_provider(story: One, party: str, outlet: str | None) -> None:
    assert story("a.xml", newsml("Usable", party)).outlet == outlet


def test_a_newsml_item_under_an_embargo(story: One) -> None:
    assert [doubt.kind for doubt in story("a.xml", newsml("Embargoed", "OLM")).doubts] == ["embargoed"]
