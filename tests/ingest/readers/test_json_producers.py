"""JSON as programs export it: wrapped, by language, as trees of blocks, with drafts and empty values among it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from searchapp.ingest import Failure, Item, LeftOut, Remark
from searchapp.model import Story

Read = Callable[..., list[Item]]
FIRST = "The weir at Olden was opened on Monday. "
SECOND = "“It held for a century,” said Marit Foss, who keeps it."
DAY = date(2019, 3, 7)


@pytest.fixture
def export(read: Read) -> Callable[[object], list[Item]]:
    """What is in an export, without the remarks on it."""

    def items(whole: object) -> list[Item]:
        return [item for item in read("a.json", json.dumps(whole)) if not isinstance(item, Remark)]

    return items


@pytest.fixture
def only(export: Callable[[object], list[Item]]) -> Callable[..., Story]:
    """The one story in an export."""

    def one(whole: object) -> Story:
        (found,) = export(whole)
        assert isinstance(found, Story), found
        return found

    return one


def span(text: str) -> dict[str, object]:
    return {"type": "text", "text": text}


TREES: dict[str, object] = {
    "nodes of a document": {
        "nodeType": "document",
        "content": [
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": FIRST, "marks": []}]},
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": SECOND, "marks": []}]},
        ],
    },
    "a doc with a link": {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [span("The weir at "), {"type": "link", "content": [span("Olden")]},
                                              span(" was opened on Monday.")]},
            {"type": "blockquote", "content": [{"type": "paragraph", "content": [span(SECOND)]}]},
        ],
    },
    "a root": {"root": {"children": [{"type": "paragraph", "children": [span(FIRST)]},
                                     {"type": "paragraph", "children": [span(SECOND)]}]}},
    "blocks of spans": [
        {"_type": "block", "children": [{"_type": "span", "text": FIRST}]},
        {"_type": "image", "asset": {"_ref": "x"}},
        {"_type": "block", "children": [{"_type": "span", "text": SECOND}]},
    ],
    "paragraphs": [{"text": FIRST.strip()}, {"text": SECOND}],
}  # fmt: skip


@pytest.mark.parametrize("body", TREES.values(), ids=TREES)
def test_a_text_kept_as_a_tree_of_blocks(only: Callable[..., Story], body: object) -> None:
    found = only([{"title": "Weir", "body": body}])
    assert found.text == f"{FIRST.strip()}\n\n{SECOND}"


def test_values_kept_by_language_are_those_in_english(only: Callable[..., Story]) -> None:
    fields = {"title": {"nb-NO": "Demning", "en-US": "Weir"}, "body": {"nb-NO": "Nei.", "en-US": SECOND}}
    found = only(
        {"entries": [{"sys": {"id": "e7"}, "fields": {**fields, "publishDate": {"en-US": "2019-03-07"}}}]}
    )
    assert (found.title, found.text, found.published) == ("Weir", SECOND, DAY)


def test_an_object_with_short_keys_is_none_kept_by_language(only: Callable[..., Story]) -> None:
    assert (
        only([{"title": "Weir", "text": SECOND, "source": {"id": "x", "name": "Olden Post"}}]).outlet
        == "Olden Post"
    )


PUBLISHED = {"title": "Weir", "html": f"<p>{SECOND}</p>", "slug": "weir", "published_at": "2019-03-07T08:00:00Z"}


def test_a_blogs_export_deep_within_without_its_drafts_and_pages(export: Callable[..., list[Item]]) -> None:
    posts = [
        {**PUBLISHED, "status": "published", "type": "post"},
        {**PUBLISHED, "status": "draft", "type": "post"},
        {**PUBLISHED, "status": "published", "type": "page"},
    ]
    one, *rest = export({"db": [{"meta": {"version": "5"}, "data": {"posts": posts, "tags": [{"name": "x"}]}}]})
    assert isinstance(one, Story)
    assert (one.text, one.published) == (SECOND, DAY)
    assert rest == [LeftOut("a.json#2", "draft"), LeftOut("a.json#3", "no story")]


@pytest.mark.parametrize(
    "state", [{"status": "draft"}, {"post_status": "private"}, {"status": False}, {"status": "trash"}]
)
def test_what_was_not_published_is_left_out_in_lines_and_tables_too(read: Read, state: dict[str, object]) -> None:
    record = {"title": "Weir", "text": SECOND, "slug": "weir", **state}
    assert read("a.jsonl", json.dumps(record)) == [LeftOut("a.jsonl#1", "draft")]
    wrapped = {"id": "1", "attributes": record}
    assert LeftOut("b.jsonl#1", "draft") in read("b.jsonl", json.dumps(wrapped))
    if "post_status" in state:
        table = f'post_title,post_content,post_name,post_status\nWeir,"{SECOND}",weir,private\n'
        assert LeftOut("a.csv#2", "draft") in read("a.csv", table)


@pytest.mark.parametrize("status", ["published", "publish", "Draft checked", "pending", "done", True, 1, None])
def test_a_status_that_holds_nothing_back(only: Callable[..., Story], status: object) -> None:
    assert only([{"title": "Weir", "text": SECOND, "slug": "weir", "status": status}]).title == "Weir"


def test_a_column_of_the_readers_own_holds_nothing_back(read: Read) -> None:
    found = read("a.csv", f'Title,Text,Status,Type\nWeir,"{SECOND}",Draft,Page\n')
    assert [item.title for item in found if isinstance(item, Story)] == ["Weir"]


def test_lines_that_say_where_the_next_goes_are_no_failures(read: Read) -> None:
    lines = [{"index": {"_index": "news", "_id": "1"}}, {"title": "Weir", "text": SECOND}, {"index": "of prices"}]
    story, odd = (i for i in read("a.jsonl", "\n".join(map(json.dumps, lines))) if not isinstance(i, Remark))
    assert isinstance(story, Story)
    assert story.source == "a.jsonl#2"
    assert isinstance(odd, Failure)


@pytest.mark.parametrize(
    "written", [["2019-03-07"], ["March 7, 2019", ""], {"$date": {"$numberLong": "1551945600000"}}]
)
def test_a_day_in_a_list_or_an_object(only: Callable[..., Story], written: object) -> None:
    assert only([{"title": "Weir", "text": SECOND, "date": written}]).published == DAY


@pytest.mark.parametrize("nothing", ["NA", "\\N", "<NA>", "(null)", "#N/A", "[Removed]"])
def test_what_stands_for_nothing_is_no_value(only: Callable[..., Story], nothing: str) -> None:
    found = only([{"title": "Weir", "text": SECOND, "source": nothing, "author": nothing, "date": nothing}])
    assert (found.outlet, found.byline, found.published, "published" in found.origins) == (None, None, None, False)


def test_an_id_of_null_is_not_told_of(only: Callable[..., Story]) -> None:
    assert "id" not in only([{"id": None, "title": "Weir", "text": SECOND}]).origins


def test_what_an_api_took_out_again_is_no_story(export: Callable[..., list[Item]]) -> None:
    gone = {
        "title": "[Removed]",
        "content": "[Removed]",
        "description": "[Removed]",
        "url": "https://gone.example/",
    }
    kept, failed = export({"articles": [{"title": "Weir", "content": SECOND}, gone]})
    assert isinstance(kept, Story)
    assert isinstance(failed, Failure)


def test_stories_under_their_addresses(export: Callable[..., list[Item]]) -> None:
    urls = ["https://post.example/weir", "https://post.example/dam"]
    found = export({url: {"title": url[-4:], "text": SECOND} for url in urls})
    assert [story.url for story in found if isinstance(story, Story)] == urls


def test_a_json_feed_has_its_title_for_an_outlet(only: Callable[..., Story]) -> None:
    item = {"id": "1", "url": "https://post.example/weir", "title": "Weir", "content_text": SECOND}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Olden Post", "language": "en-GB"}
    found = only({**feed, "items": [item]})
    assert (found.outlet, found.language) == ("Olden Post", "en")
    assert only({"title": "Not a feed", "items": [item]}).outlet is None


def test_records_without_texts_are_told_of_wherever_they_lie(export: Callable[..., list[Item]]) -> None:
    (failed,) = export(
        {"articles": [{"url": "https://post.example/weir", "title": "Weir", "seendate": "20190307"}]}
    )
    assert isinstance(failed, Failure)
    assert "no key has the text of a story (url, title, seendate)" in failed.reason
    assert export({"name": "tool", "scripts": {"test": "x"}, "files": [{"a": 1}]}) == [
        LeftOut("a.json", "no story")
    ]


def test_the_address_of_a_site_is_no_storys(only: Callable[..., Story]) -> None:
    assert only([{"title": "Weir", "text": SECOND, "source_url": "https://post.example"}]).url is None
    assert only([{"title": "Weir", "text": SECOND, "source_url": "https://post.example/weir"}]).url is not None


@pytest.mark.parametrize(
    "written",
    ["{'id': None, 'name': 'Olden Post'}", '{"id": null, "name": "Olden Post"}', "{'title': 'Olden Post'}"],
)
def test_an_object_that_was_written_into_a_cell(read: Read, written: str) -> None:
    cell = written.replace('"', '""')
    (found,) = (i for i in read("a.csv", f'title,text,source\nWeir,"{SECOND}","{cell}"\n') if isinstance(i, Story))
    assert found.outlet == "Olden Post"


@pytest.mark.parametrize("written", ["{Olden Post}", "{" * 200 + "}" * 200, "{1: 2}", "{'a'}", "{x for x in y}"])
def test_braces_that_are_no_object_stay_as_they_are(only: Callable[..., Story], written: str) -> None:
    assert only([{"title": "Weir", "text": SECOND, "source": written}]).outlet == written


def test_a_text_of_elements_and_headlines_by_their_use(only: Callable[..., Story]) -> None:
    elements = [{"type": "text", "content": f"<p>{FIRST}</p>"}, {"type": "image", "url": "x"}]
    found = only(
        {"content_elements": elements, "headlines": {"basic": "Weir"}, "display_date": "2019-03-07T08:00:00Z"}
    )
    assert (found.title, found.text, found.published) == ("Weir", FIRST.strip(), DAY)


def test_a_text_in_an_object_within_that_has_a_capital(only: Callable[..., Story]) -> None:
    record = {"Title": "Weir", "Document": {"Content": f"<p>{SECOND}</p>"}, "Source": {"Name": "Olden Post"}}
    found = only({"value": [record]})
    assert (found.text, found.outlet) == (SECOND, "Olden Post")


@pytest.mark.parametrize("cut", [" [+1234 chars]", "... [1234 chars]"])
def test_a_text_that_an_api_cut(only: Callable[..., Story], cut: str) -> None:
    found = only([{"title": "Weir", "content": SECOND + cut}])
    assert ([doubt.kind for doubt in found.doubts], "chars" in found.text) == (["only a summary"], False)


def test_a_text_that_is_sold_is_not_there(only: Callable[..., Story]) -> None:
    record = {"title": "Weir", "content": "ONLY AVAILABLE IN PAID PLANS", "description": SECOND}
    assert only([{**record, "link": "https://post.example/weir"}]).text == SECOND
