"""Ids, addresses and single-line values: pure functions, by example."""

from __future__ import annotations

import re

import pytest

from searchapp.ingest.metadata import ids
from searchapp.ingest.metadata.fields import byline_of, language_of, one_line


def test_a_given_id_stays() -> None:
    for given in ("gl-7", "Ünïcode id", "a/b#c?d", "x" * 200):
        assert ids.id_from_given(given) == given


@pytest.mark.parametrize("given", ["x" * 201, "a\x00b", "a\nb", "a\u202eb", "\ud800", "..", "."])
def test_an_id_that_could_not_stand_in_an_address_is_derived(given: str) -> None:
    derived = ids.id_from_given(given)
    assert re.fullmatch(r"[a-z0-9-]+-[0-9a-f]{10}", derived)
    assert len(derived) <= 71
    assert derived != ids.id_from_given(given + "y" * 201)


def test_derived_ids_are_readable_and_exact() -> None:
    assert ids.id_from_url("https://ledger.example/2017/10/bridge-closed.html") == "bridge-closed-7e1be58f1e"
    assert ids.id_from_url("https://ledger.example/") == "ledger-example-6b41d4c34b"
    assert ids.id_from_name("gulf/Day Two.html.gz") == "day-two-b364603afd"
    assert ids.id_from_name("gulf/Größe – 2.txt") == "groe-2-282065cbbc"
    assert ids.id_from_name("新闻.txt") == "story-771d94e6bf"
    assert ids.id_from_content("Two", "Second.") == "two-fb4ec27515"


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("HTTPS://Ledger.Example/A/b?x=1&utm_source=t&UTM_medium=m&y=2#top", "https://ledger.example/A/b?x=1&y=2"),
        ("http://ledger.example:8080/a?utm_campaign=z", "http://ledger.example:8080/a"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
        ("https://ledger.example/новости", "https://ledger.example/новости"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)//http://ledger.example", None),
        ("data:text/html,hi", None),
        ("file:///etc/passwd", None),
        ("//ledger.example/a", None),
        ("/a/b", None),
        ("https://", None),
        ("https://ledger.example@evil.example/", None),
        ("https://ledger.example\\@evil.example/", None),
        ("https://ledger.example/a b", None),
        ("https://ledger.example/a\nb", None),
        ("https://ledger.example/\u202egnp", None),
        ("https://[::1/a", None),
        ("https://ledger.example:port/", None),
        ("https://ledger.example/" + "a" * 2000, None),
    ],
)
def test_addresses(given: str, url: str | None) -> None:
    assert ids.normalised_url(given) == url


def test_values_are_one_line() -> None:
    assert one_line("  a\tb\r\n\x00c\ufeff \ud800d ") == "a b c d"
    assert one_line("x" * 5000) == "x" * 999 + "…"


def test_bylines_and_languages() -> None:
    assert [byline_of(b) for b in ("By Ana Ruiz", "by: Ana Ruiz", "Byron Hill", " ")] == [
        "Ana Ruiz",
        "Ana Ruiz",
        "Byron Hill",
        None,
    ]
    assert [language_of(t) for t in ("en", "en-GB", "pt_BR", "zh-Hant-TW", "English", "x", "")] == [
        "en",
        "en",
        "pt",
        "zh",
        None,
        None,
        None,
    ]
