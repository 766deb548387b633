"""The keys under which news tools and APIs keep the fields of a story, and the odd values that stand there."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from searchapp.config import load_settings
from searchapp.errors import ConfigError
from searchapp.ingest import Choices, Failure, Item, Remark, Source, read_source
from searchapp.model import Story

Read = Callable[..., list[Item]]
DAY = date(2019, 3, 7)


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


@pytest.fixture
def only(read: Read) -> Callable[[object], Story]:
    """The one story that a record is."""

    def one(record: object) -> Story:
        (found,) = (item for item in read("a.jsonl", lines(record)) if not isinstance(item, Remark))
        assert isinstance(found, Story), found
        return found

    return one


RECORDS: dict[str, dict[str, object]] = {
    "a crawler": {
        "maintext": "Rain fell on Orlo.", "title": "Rain", "date_publish": "2019-03-07 08:00",
        "authors": ["Ida Voss"],
        "date_download": "2020-01-01 00:00:00", "date_modify": "2019-04-01", "source_domain": "Orlo Courier",
        "url": "https://courier.example/rain-1", "language": "en", "text": None, "description": "Rain.",
    },
    "an extractor": {
        "raw_text": "Menu Rain fell on Orlo.", "text": "Rain fell on Orlo.", "title": "Rain", "date": "2019-03-07",
        "author": "Ida Voss", "source": "https://courier.example/rain-1", "source-hostname": "Orlo Courier",
        "hostname": "courier.example", "language": "en", "excerpt": "Rain",
    },
    "a news API": {
        "source": {"id": None, "name": "Orlo Courier"}, "author": "Ida Voss", "title": "Rain",
        "url": "https://courier.example/rain-1", "publishedAt": "2019-03-07T08:00:00Z",
        "content": "Rain fell on Orlo.", "description": "Wet.", "language": "en",
    },
    "a monitor": {
        "uri": "771", "lang": "eng", "dateTime": "2019-03-07T08:00:00Z", "url": "https://courier.example/rain-1",
        "title": "Rain", "body": "Rain fell on Orlo.", "source": {"uri": "courier", "title": "Orlo Courier"},
        "authors": [{"uri": "ida@courier.example", "name": "Ida Voss"}],
    },
    "an outlet's API": {
        "webTitle": "Rain", "webPublicationDate": "2019-03-07T08:00:00Z", "webUrl": "https://courier.example/rain-1",
        "fields": {
            "bodyText": "Rain fell on Orlo.", "byline": "Ida Voss", "publication": "Orlo Courier", "lang": "en",
        },
    },
    "a CMS": {
        "title": {"rendered": "Rain"}, "content": {"rendered": "<p>Rain fell on Orlo.</p>\n", "protected": False},
        "date": "2019-03-07T08:00:00", "link": "https://courier.example/rain-1", "author": 12,
        "site_name": "Orlo Courier",
        "_embedded": {"author": [{"name": "Ida Voss"}]}, "lang": "en",
    },
    "a database": {
        "type": "article", "attributes": {
            "headline": {"main": {"text": "Rain"}}, "body": [{"content": [{"text": "Rain fell on Orlo."}]}],
            "publication_date": "2019-03-07", "publisher": {"name": "Orlo Courier"}, "language_code": "EN",
            "byline": {"text": "By Ida Voss"}, "url": "https://courier.example/rain-1",
        },
    },
    "a search engine": {
        "_index": "news", "_score": 1.0, "_source": {
            "headline": "Rain", "articleBody": "Rain fell on Orlo.", "datePublished": {"$date": 1551945600000},
            "publisher": {"name": "Orlo Courier"}, "author": [{"first_name": "Ida", "last_name": "Voss"}],
            "inLanguage": "en-GB", "canonical_url": "https://courier.example/rain-1",
        },
    },
    "a table in German": {
        "Überschrift": "Rain", "Volltext": "Rain fell on Orlo.", "Erscheinungsdatum": "07.03.2019",
        "Zeitung": "Orlo Courier",
        "Verfasser": "Ida Voss", "Sprache": "English", "Link": "https://courier.example/rain-1",
    },
}  # fmt: skip


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_the_keys_of_news_tools_are_read(only: Callable[[object], Story], record: dict[str, object]) -> None:
    story = only(record)
    assert (story.text, story.title, story.outlet) == ("Rain fell on Orlo.", "Rain", "Orlo Courier")
    assert (story.published, story.byline, story.language) == (DAY, "Ida Voss", "en")
    assert story.url == "https://courier.example/rain-1"
    assert story.doubts == ()


@pytest.mark.parametrize(
    "written",
    [
        1551945600, 1551945600000, 1551945600000.0, 1551945600000000, "1551945600", "1551945600000", 20190307,
        "2019-03-07", "March 7, 2019 Thursday", {"$date": "2019-03-07T00:00:00Z"},
    ],
)  # fmt: skip
def test_moments_counted_by_machines_are_days(only: Callable[[object], Story], written: object) -> None:
    assert only({"text": "Rain.", "published": written}).published == DAY


@pytest.mark.parametrize(
    "written", [0, -1, 7, 2019, 1e30, 10**400, 4_000_000_000, float("inf"), True, {}, [], "12"]
)
def test_other_numbers_are_no_days(only: Callable[[object], Story], written: object) -> None:
    assert only({"text": "Rain.", "published": written}).published is None


def test_an_odd_value_costs_the_field_and_is_noted(only: Callable[[object], Story]) -> None:
    story = only(
        {
            "text": "Rain.",
            "outlet": 7,
            "language": ["en", "de"],
            "id": True,
            "title": False,
            "entities": ["Orlo"],
            "byline": 4,
        }
    )
    assert (story.outlet, story.language, story.title, story.byline, story.entities) == (
        None,
        None,
        None,
        None,
        {},
    )
    assert story.origins == {
        "outlet": "unreadable: 7",
        "language": 'unreadable: ["en", "de"]',
        "id": "unreadable: true",
        "title": "unreadable: false",
        "byline": "unreadable: 4",
        "entities": 'unreadable: ["Orlo"]',
    }


@pytest.mark.parametrize(
    ("record", "title"),
    [
        ({"title": 1984}, "1984"),
        ({"title": 7.0}, "7"),
        ({"title": ["Rain"]}, "Rain"),
        ({"title": {"rendered": "Rain &#8211; <em>more</em> of it"}}, "Rain – more of it"),
        ({"title": "Salt &amp; rain"}, "Salt & rain"),
        ({"title": "1 < 2"}, "1 < 2"),
        ({"title": None, "headline": "Rain"}, "Rain"),
        ({"title": float("nan"), "headline": "Rain"}, "Rain"),
        ({"title": "", "headline": {"main": "Rain", "kicker": None}}, "Rain"),
        ({"headline": "Second", "title": "First"}, "First"),
    ],
)
def test_titles(only: Callable[[object], Story], record: dict[str, object], title: str) -> None:
    assert only({"text": "Rain.", **record}).title == title


def test_of_two_keys_the_first_counts_that_can_be_read(only: Callable[[object], Story]) -> None:
    story = only({"body": "Rain.", "published": "soon", "publish_date": "in spring", "date": "2019-03-07"})
    assert (story.published, story.origins) == (DAY, {"published": "given"})
    assert only({"body": "Rain.", "published": "soon"}).origins == {"published": "unreadable: soon"}
    assert only({"text": "", "body": " ", "content": "Rain."}).text == "Rain."


@pytest.mark.parametrize(
    "authors",
    [
        ["Ida Voss", "Tom Reyl"],
        [{"name": "Ida Voss"}, {"name": "Tom Reyl", "url": "https://x.example"}],
        [{"firstName": "Ida", "lastName": "Voss"}, "Tom Reyl"],
        "['Ida Voss', 'Tom Reyl']",
        '["Ida Voss", "Tom Reyl"]',
        ["Ida Voss", "https://social.example/ida", "Tom Reyl", None],
        {"names": 1, "name": "Ida Voss, Tom Reyl"},
    ],
)
def test_authors_however_they_are_listed(only: Callable[[object], Story], authors: object) -> None:
    assert only({"text": "Rain.", "authors": authors}).byline == "Ida Voss, Tom Reyl"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Rain &amp; snow.</p><p>More.<br/>Much more.</p>", "Rain & snow.\n\nMore.\nMuch more."),
        ("<div><h2>Wet</h2>Rain.<ul><li>One</li><li>Two</li></ul></div>", "Wet\n\nRain.\n\n• One\n• Two"),
        ("<p>Rain.</p><script>no()</script><figure><img src=x>A photo</figure><style>p{}</style>", "Rain."),
        ("Rain &amp; snow &#8211; &amp;amp;", "Rain & snow – &amp;"),
        ("5 < 6 & 7 > 2", "5 < 6 & 7 > 2"),
        ("Rain <orlo@courier.example>", "Rain <orlo@courier.example>"),
        ("One.\n\n  Two.", "One.\n\n  Two."),
        ("<p>Open <b>and never closed", "Open and never closed"),
    ],
)
def test_html_in_a_body_is_its_text(only: Callable[[object], Story], body: str, text: str) -> None:
    assert only({"content": body}).text == text


def test_text_of_our_own_key_stays_as_it_is_but_for_whole_paragraphs(only: Callable[[object], Story]) -> None:
    for text in ("Use <p> and &amp; in HTML.", "<b>Rain</b> fell.", "&lt;p&gt;Rain.&lt;/p&gt;"):
        assert only({"text": text}).text == text
    assert only({"text": "<p>Rain &amp; snow.</p>\n<p>More.</p>"}).text == "Rain & snow.\n\nMore."


def test_a_summary_is_taken_with_a_doubt_where_there_is_no_text(only: Callable[[object], Story]) -> None:
    cut = only({"title": "Rain", "content": "Rain fell on… [+1234 chars]", "description": "Wet."})
    assert (cut.text, [(d.kind, d.number) for d in cut.doubts]) == ("Rain fell on…", [("only a summary", 0)])
    summary = only({"title": "Rain", "content": None, "description": "It rained on Orlo."})
    assert (summary.text, [d.kind for d in summary.doubts]) == ("It rained on Orlo.", ["only a summary"])
    assert only({"title": "Rain", "text": "He had [+12 chars] on a card."}).doubts == ()


@pytest.mark.parametrize(
    "record", [{"title": "Rain"}, {"description": "Wet."}, {"url": "https://a.example/b-1"}, {}]
)
def test_without_text_or_summary_it_is_no_story(read: Read, record: object) -> None:
    assert read("a.jsonl", lines(record)) == [Failure("a.jsonl", "line 1", '"text" is missing')]


def test_our_own_export_is_read_as_it_was_written(only: Callable[[object], Story]) -> None:
    story = only(
        {"id": "a", "text": "Rain.", "outlet": None, "source": "wet/rain.txt", "origins": {}, "mentions": []}
    )
    assert story.outlet is None


def test_which_key_was_read_as_what_is_said_where_it_is_not_plain(read: Read) -> None:
    *_, said = read("w.jsonl", lines({"headline": "Rain", "body": "Rain.", "mood": "wet", "date": "2019-03-07"}))
    assert said == Remark("w.jsonl", "title = headline, text = body, published = date; not used: mood")
    assert not any(isinstance(item, Remark) for item in read("a.jsonl", lines({"text": "Rain.", "mood": "wet"})))


def test_the_user_says_where_a_field_stands(archive: Path) -> None:
    record = {"title": "No", "meta": {"head": "Rain"}, "parts": [{"p": "Rain."}, {"p": "Snow."}], "body": "No."}
    (archive / "a.jsonl").write_text(lines(record, {"title": "Plain", "body": "Hail."}))
    choices = Choices((("title", "meta.head"), ("text", "parts.p")))
    first, second, _ = read_source(Source(archive / "a.jsonl", "a.jsonl", choices))
    assert isinstance(first, Story)
    assert isinstance(second, Story)
    assert (first.title, first.text) == ("Rain", "Rain.\n\nSnow.")
    assert (second.title, second.text) == ("Plain", "Hail.")


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("body=a.b", "text=a.b"),
        ("Headline = x", "title=x"),
        ("publish_date=d", "published=d"),
        ("text=t", "text=t"),
    ],
)
def test_fields_are_named_by_their_usual_names(given: str, taken: str) -> None:
    assert load_settings(environ={}, flags={"columns": (given,)}).columns == (taken,)


@pytest.mark.parametrize("given", ["mood=x", "text=", "=x", "text"])
def test_a_name_of_no_field_is_refused(given: str) -> None:
    with pytest.raises(ConfigError, match="does not say where a field stands"):
        load_settings(environ={}, flags={"columns": (given,)})
