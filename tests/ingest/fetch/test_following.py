"""Feeds followed: each new entry's page once, what fails again, and feeds as broken as they come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from searchapp.ingest.fetch.feeds import read_feed
from searchapp.ingest.fetch.following import FILE_NAME, FeedMemory, follow, load_memory, save_memory
from searchapp.ingest.fetch.outcome import Failed
from searchapp.ingest.fetch.request import FetchLimits
from searchapp.ingest.fetch.visits import Seen, Visits
from tests.ingest.fetch.sites import WORDS, Answer, Site, article
from tests.ingest.fetch.test_pages import sidecar, stories

Make = Callable[..., Visits]
RSS = "application/rss+xml"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"


def item(link: str = "", title: str = "Ferry stays in port", more: str = "") -> str:
    place = f"<link>{escape(link)}</link>" if link else ""
    return f"<item><title>{escape(title)}</title>{place}{more}</item>"


def rss(*items: str, more: str = "") -> str:
    head = f"<title>The Quay: harbour news</title><link>https://quay.example/</link>{more}"
    return (
        f'<?xml version="1.0"?><rss version="2.0" xmlns:content="{CONTENT}" xmlns:dc="{DC}">'
        f"<channel>{head}{''.join(items)}</channel></rss>"
    )


@pytest.fixture
def run(visits: Make, corpus: Path) -> Callable[..., list[str]]:
    """Follows a feed, and gives a word for each outcome."""

    def once(url: str, memory: FeedMemory) -> list[str]:
        return [found.how for found in follow(visits(), url, corpus=corpus, memory=memory)]

    return once


Run = Callable[..., list[str]]


def test_each_new_entry_is_fetched_once(site: Site, run: Run, corpus: Path) -> None:
    one, two = site.page("/2020/one", article()), site.page("/2020/two", article())
    feed = site.page("/feed", rss(item(one)), RSS)
    memory = FeedMemory()
    assert run(feed, memory) == ["fetched"]
    site.page("/feed", rss(item(two), item(one)), RSS)
    assert run(feed, memory) == ["unchanged", "fetched"]
    assert run(feed, FeedMemory()) == ["unchanged", "unchanged"]
    assert [path for path in site.paths() if path != "/feed"] == ["/2020/one", "/2020/two"]
    assert len(stories(corpus)) == 2


def test_what_a_feed_says_stands_in_the_sidecar(site: Site, run: Run, corpus: Path) -> None:
    more = (
        "<pubDate>Fri, 06 Mar 2020 09:00:00 GMT</pubDate><dc:creator>Per Holm</dc:creator>"
        "<description>The board met &amp;lt;b&amp;gt;on Friday.</description>"
    )
    publisher = "<dc:publisher>The Quay</dc:publisher>"
    page = site.page("/a", article())
    feed = site.page("/feed", rss(item(page, "Ferry &amp; port", more), more=publisher), RSS)
    run(feed, FeedMemory())
    (path,) = corpus.rglob("*.html")
    told = sidecar(path)["fetched"]
    assert isinstance(told, dict)
    assert (told["feed"], told["feed_title"]) == (feed, "The Quay: harbour news")
    assert (told["title"], told["byline"], told["summary"][:13]) == ("Ferry & port", "Per Holm", "The board met")
    (story,) = stories(corpus)
    assert (story.outlet, story.byline, str(story.published)) == ("The Quay", "Per Holm", "2020-03-06")


def test_the_name_of_a_feed_is_no_outlet(site: Site, run: Run, corpus: Path) -> None:
    run(site.page("/feed", rss(item(site.page("/a", article()))), RSS), FeedMemory())
    assert [story.outlet for story in stories(corpus)] == [None]


def test_a_feed_that_has_nothing_new_is_not_sent_again(site: Site, run: Run) -> None:
    feed = site.page("/feed", rss(item(site.page("/a", article()))), RSS, ETag='"5"')
    memory = FeedMemory()
    assert run(feed, memory) == ["fetched"]
    assert memory.seen == Seen('"5"', "")
    assert run(feed, memory) == ["noted"]


def test_what_failed_is_tried_again_though_the_feed_is_the_same(site: Site, run: Run) -> None:
    page = site.answer("/a", Answer(status=500), Answer(article().encode(), headers={"Content-Type": "text/html"}))
    feed = site.page("/feed", rss(item(page)), RSS, ETag='"5"')
    memory = FeedMemory()
    assert run(feed, memory) == ["failed"]
    assert run(feed, memory) == ["fetched"]
    assert run(feed, memory) == ["noted"]


def test_what_is_no_page_is_asked_for_once(site: Site, run: Run) -> None:
    feed = site.page("/feed", rss(item(site.page("/film", b"\x00", "video/mp4"))), RSS)
    memory = FeedMemory()
    assert [run(feed, memory), run(feed, memory)] == [["refused"], []]
    assert site.paths().count("/film") == 1
    site.page("/feed", rss(), RSS)
    run(feed, memory)
    assert memory.passed == {}


def test_what_robots_txt_forbids_is_told_each_time(site: Site, run: Run) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /a", "text/plain")
    feed = site.page("/feed", rss(item(site.page("/a", article()))), RSS)
    memory = FeedMemory()
    assert [run(feed, memory), run(feed, memory)] == [["refused"], ["refused"]]


def test_an_entry_without_a_page_is_kept_as_one(site: Site, run: Run, corpus: Path) -> None:
    words = "".join(f"<p>{escape(p)}</p>" for p in WORDS)
    content = f"<content:encoded><![CDATA[{words}<script>x()</script>]]></content:encoded>"
    more = f'<guid isPermaLink="false">77</guid><pubDate>6 Mar 2020 09:00:00 GMT</pubDate>{content}'
    feed = site.page("/feed", rss(item(title="Ferry <stays>", more=more)), RSS)
    assert run(feed, FeedMemory()) == ["fetched"]
    assert run(feed, FeedMemory()) == ["unchanged"]
    (story,) = stories(corpus)
    assert (story.text, str(story.published), story.url) == ("\n\n".join(WORDS), "2020-03-06", None)
    (path,) = corpus.rglob("*.html")
    assert "script" not in path.read_text()


def test_entries_without_a_page_and_of_one_title_are_two(site: Site, run: Run, corpus: Path) -> None:
    entries = [
        item(more=f"<guid isPermaLink='false'>{n}</guid><description>{WORDS[n]}</description>") for n in (0, 1)
    ]
    assert run(site.page("/feed", rss(*entries), RSS), FeedMemory()) == ["fetched", "fetched"]
    assert len(stories(corpus)) == 2


def test_an_entry_with_nothing_is_told(site: Site, run: Run) -> None:
    assert run(site.page("/feed", rss(item(title="Only a title")), RSS), FeedMemory()) == ["refused"]


def test_an_atom_feed_with_relative_addresses(site: Site, run: Run, corpus: Path) -> None:
    site.page("/news/a", article())
    entry = (
        "<entry><id>tag:1</id><title>Ferry</title><link href='a'/><updated>2020-03-06T10:00:00Z</updated></entry>"
    )
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay</title>{entry}</feed>'
    assert run(site.page("/news/feed", atom, "application/atom+xml"), FeedMemory()) == ["fetched"]
    (story,) = stories(corpus)
    assert story.url == f"{site.url}/news/a"


def test_a_damaged_feed_is_read_as_far_as_it_goes(site: Site, run: Run) -> None:
    broken = rss(item(site.page("/a", article())))[: -len("</channel></rss>")] + "<item><title>Half"
    assert run(site.page("/feed", broken, RSS), FeedMemory()) == ["noted", "refused", "fetched"]


@pytest.mark.parametrize("body", ["", "<html><body>no feed</body></html>", "{}", "\x00\x01", "<rss"])
def test_what_is_no_feed_fails(site: Site, run: Run, body: str) -> None:
    assert run(site.page("/feed", body, RSS), FeedMemory()) == ["failed"]


def test_a_json_feed_is_said_not_to_be_read(site: Site, visits: Make, corpus: Path) -> None:
    body = '{"version": "https://jsonfeed.org/version/1.1", "title": "The Quay", "items": []}'
    feed = site.page("/feed.json", body, "application/feed+json")
    (found,) = follow(visits(), feed, corpus=corpus, memory=FeedMemory())
    assert (found.how, found.reason) == ("failed", "it is a JSON Feed, which is not read: RSS and Atom are")


def test_entries_have_whole_addresses_and_the_outlets_that_they_name() -> None:
    source = "<source url='https://olm.example/rss'>Olm Wire</source>"
    publisher = "<dc:publisher>The Quay</dc:publisher><webMaster>desk@quay.example (Desk)</webMaster>"
    markup = rss(item("/a", more=source), item("b"), item(more="<guid>77</guid>"), more=publisher)
    feed = read_feed(markup.encode(), url="https://quay.example/news/feed")
    assert [(entry.url, entry.outlet) for entry in feed.entries] == [
        ("https://quay.example/a", "Olm Wire"),
        ("https://quay.example/news/b", "The Quay"),
        ("", "The Quay"),
    ]


def test_a_page_in_place_of_a_feed_says_which_feed_it_names(site: Site, visits: Make, corpus: Path) -> None:
    head = '<link rel="stylesheet" href="/x.css"><link href=\'/news.xml?a=1&amp;b\' type="application/rss+xml">'
    page = site.page("/", article(head=head))
    (found,) = follow(visits(), page, corpus=corpus, memory=FeedMemory())
    assert found.reason == f"it is no feed (RSS or Atom), but names one: {site.url}/news.xml?a=1&b"


def test_a_summary_of_any_length_leaves_a_sidecar_that_can_be_read(site: Site, visits: Make, corpus: Path) -> None:
    more = f"<description>{'words ' * 700_000}</description>"
    feed = site.page("/feed", rss(item(site.page("/a", article()), more=more)), RSS)
    seen = visits(limits=FetchLimits(size=10_000_000))
    assert [found.how for found in follow(seen, feed, corpus=corpus, memory=FeedMemory())] == ["fetched"]
    assert [story.text for story in stories(corpus)] == ["\n\n".join(WORDS)]


def test_a_feed_does_not_name_files_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(rss(item("https://quay.example/a")))
    with pytest.raises(Failed):
        read_feed(str(tmp_path / "feed.xml").encode(), url="https://quay.example/feed")
    entity = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    feed = read_feed(
        rss(item(title="T")).replace("<rss", f"{entity}<rss", 1).replace(">T<", ">T &x;<").encode(),
        url="https://quay.example/feed",
    )
    assert not any("root:" in entry.title for entry in feed.entries)


def test_entities_that_grow_without_end_are_not_unfolded() -> None:
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{grown}]>'
    body = rss(item("https://quay.example/a")).partition("?>")[2].replace("Ferry stays in port", "&e11;")
    feed = read_feed((bomb + body).encode(), url="https://quay.example/feed")
    assert sum(len(entry.title) for entry in feed.entries) < 10_000


@pytest.mark.parametrize(
    "more",
    [
        f"<author>{'a.' * 100_000}</author>",
        f"<author>{'a@a' * 100_000}</author>",
        f"<description>{'&lt;b ' * 90_000}</description>",
        f"<description>{'[caption ' * 100_000}</description>",
        "<a>" * 90_000,
        "<a " + " ".join(f"x{n}='1'" for n in range(100_000)) + "/>",
    ],
)
def test_a_feed_made_to_be_slow_is_read(more: str) -> None:
    feed = read_feed(rss(item("https://quay.example/a", more=more)).encode(), url="https://quay.example/feed")
    assert [entry.url for entry in feed.entries] == ["https://quay.example/a"]


@pytest.mark.parametrize("much", ["<a/>", "&lt;p&gt;", "\n\n", "x" * 25])
def test_what_a_feed_may_have_ends_somewhere(much: str) -> None:
    with pytest.raises(Failed, match="and at most"):
        read_feed(rss(item(more=much * 210_000)).encode(), url="https://quay.example/feed")


def test_a_feed_leads_to_nothing_in_this_network(site: Site, visits: Make, corpus: Path) -> None:
    for link in ("file:///etc/passwd", "ftp://quay.example/a", "javascript:alert(1)"):
        feed = site.page("/feed", rss(item(link)), RSS)
        assert [found.how for found in follow(visits(), feed, corpus=corpus, memory=FeedMemory())] == ["refused"]


def test_what_is_remembered_outlives_a_run_and_damage(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert load_memory(data) == {}
    one = FeedMemory(Seen('"1"', "Fri"), {"https://quay.example/film": "no page"})
    save_memory(data, {"https://quay.example/feed": one})
    save_memory(data, {"https://quay.example/other": FeedMemory()})
    assert load_memory(data) == {"https://quay.example/feed": one, "https://quay.example/other": FeedMemory()}
    for damaged in ("", "[]", '{"a": 1}', "\x00", "[" * 100_000):
        (data / FILE_NAME).write_text(damaged)
        assert load_memory(data) == {}
