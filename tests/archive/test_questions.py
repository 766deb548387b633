"""One builder of requests: what commands, lists, pages and Python ask for by the same choice is the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from searchapp.archive.batch.lists import read_queries
from searchapp.archive.questions import question
from searchapp.cli.options import chosen
from searchapp.curation.authority import Authority, Entry
from searchapp.errors import BadRequest
from searchapp.facets import BY_KEY, FACET_KEYS
from searchapp.query.parse import parse
from searchapp.query.request import Filter, SearchRequest
from searchapp.web.question import ask
from searchapp.web.search_state import SearchState

NAMES = Authority((Entry("lund", "person", "Anna Lund", ("A. Lund", "Lund-Berg")),))
values = st.sampled_from(["Alpha Wire", "Beta Post", "Anna Lund"])
days = st.sampled_from(["", "2017", "2017-10", "2017-10-14", "2019-02"])
choices = st.fixed_dictionaries(
    {"q": st.sampled_from(["", "dam", '"Anna Lund" dam', "dam OR -fire"]), "since": days, "until": days},
    optional={
        "kind": st.sampled_from(["story", "statement"]),
        "match": st.sampled_from(["all", "any"]),
        **{name: st.lists(values, max_size=2, unique=True) for k in FACET_KEYS for name in (k, f"-{k}")},
    },
)


def in_order(request: SearchRequest) -> SearchRequest:
    return replace(request, filters=tuple(sorted(request.filters, key=repr)))


@given(choices)
@settings(max_examples=150, deadline=None)
def test_every_way_to_ask_makes_the_same_request(
    tmp_path_factory: pytest.TempPathFactory, choice: dict[str, Any]
) -> None:
    text = choice.pop("q")
    asked = in_order(question(text, choice, NAMES).request)

    of_command = {f"not_{k[1:]}" if k.startswith("-") else k: v for k, v in choice.items()}
    assert in_order(question(text, chosen(of_command), NAMES).request) == asked

    file = tmp_path_factory.mktemp("list") / "queries.jsonl"
    file.write_text(json.dumps({"id": "1", "q": text, **choice}))
    [row] = read_queries(file, SearchRequest(), NAMES)
    assert in_order(row.request) == asked

    pairs = [(k, v) for k, given in choice.items() for v in ([given] if isinstance(given, str) else given)]
    state, _ = SearchState.from_args(MultiDict([("q", text), *pairs]))
    of_page = ask(state, NAMES).request()
    both = {Filter(f.key, f.value) for f in asked.filters if f.exclude}
    assert of_page.node == asked.node
    assert set(of_page.filters) == set(asked.filters) - both  # a page leaves out what was both chosen and excluded
    assert (of_page.kind, of_page.match, of_page.since, of_page.until) == (
        asked.kind, asked.match, asked.since, asked.until,
    )  # fmt: skip


def test_names_are_widened_and_that_is_said() -> None:
    asked = question('"Anna Lund"', {}, NAMES)
    assert str(asked.typed) == '"Anna Lund"'
    assert asked.also == ("A. Lund", "Lund-Berg")
    assert asked.said == ("Also searched: A. Lund, Lund-Berg.",)
    exact = question('"Anna Lund"', {"exact": True}, NAMES)
    assert (exact.request.node, exact.said) == (parse('"Anna Lund"'), ())


def test_a_record_without_a_value_can_be_asked_for_as_the_pages_call_it() -> None:
    asked = question("", {"outlet": BY_KEY["outlet"].unknown, "not_person": ("A", "B")}, Authority())
    assert asked.request.filters == (
        Filter("outlet", ""),
        Filter("person", "A", True),
        Filter("person", "B", True),
    )


def test_what_is_not_chosen_is_as_in_the_base() -> None:
    base = SearchRequest(limit=3, since=date(2017, 1, 1), filters=(Filter("outlet", "Alpha Wire"),))
    asked = question("dam", {"until": date(2017, 2, 1), "kind": None}, Authority(), base=base).request
    assert (asked.limit, asked.since, asked.until, asked.kind) == (3, date(2017, 1, 1), date(2017, 2, 1), "story")
    assert asked.filters == base.filters


def test_days_the_wrong_way_around_are_swapped_and_that_is_said() -> None:
    asked = question("", {"since": "2018", "until": "2017-03"}, Authority())
    assert (asked.request.since, asked.request.until) == (date(2017, 3, 1), date(2018, 12, 31))
    assert asked.said == ("The first day was later than the last; they were swapped.",)


@pytest.mark.parametrize(
    ("chosen", "said", "hint"),
    [
        ({"speker": "A"}, "'speker' is nothing to choose by.", "Did you mean speaker?"),
        ({"kind": "tweet"}, "kind is 'tweet'.", "Use one of story, statement."),
        ({"sort": "date"}, "sort is 'date'.", "Use one of relevance, newest, oldest."),
        ({"since": "2017-13"}, "since is '2017-13'.", "Write a day such as 2017-10-14, a month or a year."),
        ({"limit": -1}, "limit is -1.", "Give a whole number, 0 or more."),
        ({"limit": True}, "limit is True.", "Give a whole number, 0 or more."),
        ({"outlet": 3}, "outlet is 3.", "Give a text, or a list of texts."),
        ({"outlet": ["A", 3]}, "outlet is ['A', 3].", "Give a text, or a list of texts."),
    ],
)
def test_what_can_not_be_taken_is_refused_with_the_remedy(chosen: dict[str, Any], said: str, hint: str) -> None:
    with pytest.raises(BadRequest) as caught:
        question("", chosen, Authority())
    assert (caught.value.message, caught.value.hint) == (said, hint)
