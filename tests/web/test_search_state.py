"""The URL as a value: what goes into a URL comes out of it, whatever is asked; and nothing raises."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from searchapp.facets import BY_KEY, FACET_KEYS
from searchapp.query.parse import parse
from searchapp.query.request import Filter
from searchapp.web.arguments import MAX_FILTERS, PARAMETERS, canonical, default_sort
from searchapp.web.search_state import SearchState

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
queries = texts.map(lambda t: " ".join(t.split()))
values = texts.filter(str.strip) | st.just("")


@st.composite
def filters(draw: st.DrawFn) -> tuple[Filter, ...]:
    chosen: dict[tuple[str, str], Filter] = {}
    for key, value, exclude in draw(
        st.lists(st.tuples(st.sampled_from(FACET_KEYS), values, st.booleans()), max_size=6)
    ):
        if value == "" and not BY_KEY[key].unknown:
            continue
        chosen[key, value] = Filter(key, value, exclude)
    return canonical(chosen.values())


@st.composite
def states(draw: st.DrawFn) -> SearchState:
    q = draw(queries)
    undated = draw(st.booleans())
    days = [] if undated else sorted(draw(st.lists(st.dates(min_value=date(1000, 1, 1)), min_size=2, max_size=2)))
    since, until = (draw(st.sampled_from([tuple(days), (days[0], None), (None, days[1]), (None, None)]))
                    if days else (None, None))  # fmt: skip
    kind = draw(st.sampled_from(["story", "statement"]))
    match, strict = draw(st.sampled_from(["all", "any"])), draw(st.booleans())
    sort = draw(st.sampled_from(["relevance", "newest", "oldest"]))
    return SearchState(
        q=q,
        kind=kind,
        filters=draw(filters()),
        since=since,
        until=until,
        undated=undated,
        sort=None if sort == default_sort(q) else sort,
        group=draw(st.sampled_from(["", "speaker", "outlet"])) if kind == "statement" else "",
        match=match,
        least=0 if strict or match == "any" else draw(st.integers(0, 999)),
        exact=draw(st.booleans()),
        strict=strict,
        fold=draw(st.sampled_from([None, True, False])) if kind == "story" else None,
        page=draw(st.integers(1, 1_000_000)),
    )


def read(url: str) -> tuple[SearchState, tuple[str, ...]]:
    return SearchState.from_args(MultiDict(parse_qsl(urlsplit(url).query, keep_blank_values=True)))


@given(states())
def test_a_url_reads_back_as_its_state(state: SearchState) -> None:
    assert read(state.url()) == (state, ())


@given(states())
def test_urls_have_their_parameters_in_one_order(state: SearchState) -> None:
    names = [name for name, _ in state.pairs()]
    order = [PARAMETERS.index(n) for n in names if n not in FACET_KEYS and n.lstrip("-") not in FACET_KEYS]
    assert order == sorted(order)
    assert set(names) <= set(PARAMETERS)


@given(states(), st.sampled_from(FACET_KEYS), values.filter(bool))
def test_a_filter_change_goes_back_to_page_one_and_can_be_undone(state: SearchState, key: str, value: str) -> None:
    chosen = state.with_filter(key, value)
    assert chosen.page == 1
    assert chosen.state_of(key, value) == "only"
    assert chosen.with_filter(key, value, exclude=True).state_of(key, value) == "not"
    assert chosen.without(key, value) == state.without(key, value)
    assert chosen.only(key, value).filters.count(Filter(key, value)) == 1
    alone = state.only(key, value).filters
    assert [f.value for f in alone if f.key == key and not f.exclude] == [value]
    left_out = [f for f in state.filters if f.exclude and (f.key, f.value) != (key, value)]
    assert [f for f in alone if f.exclude] == left_out
    assert state.cleared().narrowed == 0


@given(states(), st.sampled_from(FACET_KEYS), values, st.booleans())
def test_an_address_made_at_once_is_that_of_the_state(
    state: SearchState, key: str, value: str, twice: bool
) -> None:
    if twice:
        state = state.with_all(key).with_page(3)
        state.url()
    for exclude in (False, True, False):
        assert state.url_with(key, value, exclude=exclude) == state.with_filter(key, value, exclude=exclude).url()
    assert state.url_only(key, value) == state.only(key, value).url()
    other = state.with_filter(key, "someone else").with_page(2)
    assert other.url() == replace(other).url()
    assert other.url_with(key, value) == other.with_filter(key, value).url()
    assert other.url_only(key, value) == other.only(key, value).url()


@given(states(), st.dates(), st.dates())
def test_the_address_of_some_days_is_that_of_the_state(state: SearchState, first: date, last: date) -> None:
    first, last = sorted((first, last))
    assert state.url_within(first, last) == state.with_dates(first, last).url()
    on = state.with_match("any")
    assert on.url_within(first, last) == on.with_dates(first, last).url()


@given(
    st.lists(st.tuples(st.sampled_from([*PARAMETERS, "x", "page", "since"]), st.text(max_size=40)), max_size=20)
)
def test_no_arguments_raise_and_all_give_a_request(pairs: list[tuple[str, str]]) -> None:
    state, notices = SearchState.from_args(MultiDict(pairs))
    assert state.page >= 1
    assert state.request(parse(state.q)).limit == 10
    assert all(isinstance(n, str) and n for n in notices)
    clean = state.url().encode("utf-8", "surrogatepass") if state.q.isascii() else b"/search"
    assert clean.startswith(b"/search")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ({"page": "1000000000"}, "There is no page"),
        ({"page": "-3"}, "There is no page"),
        ({"page": "٣"}, "There is no page"),
        ({"page": "9" * 5000}, "There is no page"),
        ({"kind": "film"}, "kind can be story or statement"),
        ({"sort": "luck"}, "sort can be"),
        ({"match": "some"}, "match can be"),
        ({"since": "3/4/2017"}, "“3/4/2017” could be either of two days and was left out."),
        ({"until": "2017-02-30"}, "“2017-02-30” can’t be read as a day and was left out."),
        ({"until": "0000"}, "“0000” can’t be read as a day"),
        ({"since": "2018", "until": "2017"}, "swapped"),
        ({"date": "some"}, "date can be none"),
        ({"outlet": "x" * 501}, "too long"),
        ({"q": "x " * 9000}, "Only the first 8,000 characters"),
        ({"outlet": [str(n) for n in range(500)]}, f"Only the first {MAX_FILTERS} of 500"),
        ({"outlet": "A", "-outlet": "A"}, "both chosen and excluded"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_said(args: dict[str, str | list[str]], says: str) -> None:
    state, notices = SearchState.from_args(MultiDict(args))
    assert any(says in n for n in notices)
    assert read(state.url())[0] == state


def test_months_and_years_are_days() -> None:
    state, notices = SearchState.from_args(MultiDict({"since": "2017", "until": "2017-2"}))
    assert (state.since, state.until, notices) == (date(2017, 1, 1), date(2017, 2, 28), ())


def test_no_date_and_unknown_outlet_are_values_like_others() -> None:
    state, _ = SearchState.from_args(MultiDict({"date": "none", "outlet": "unknown outlet"}))
    assert state.request(parse("")).undated
    assert state.filters == (Filter("outlet", ""),)
    assert state.url() == "/search?outlet=unknown+outlet&date=none"


def test_a_query_string_is_read_as_its_parameters_are() -> None:
    query = "q=deal+raqqa&kind=statement&outlet=Gulf+Ledger&outlet=&-place=Mosul&since=2017&page=3&nothing=1"
    state = SearchState.from_query(query)
    assert state == SearchState.from_args(MultiDict(parse_qsl(query)))[0].with_page(1)
    assert (state.q, state.kind, len(state.filters), state.page) == ("deal raqqa", "statement", 2, 1)
    assert SearchState.from_query(state.query_string()) == state
    assert SearchState.from_query("&".join(["q=deal"] * 2_000)) == SearchState()
    assert SearchState.from_query("q=deal&" + "x=1&" * 900).q == "deal"
