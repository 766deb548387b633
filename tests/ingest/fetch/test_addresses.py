"""Where a connection may go: addresses as people type them, and numbers that are not of the open net."""

from __future__ import annotations

import pytest

from searchapp.ingest.fetch.addresses import is_public, numbers_of, read_address
from searchapp.ingest.fetch.outcome import Failed, Refused


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("http://Ledger.example", "http://ledger.example/"),
        ("https://ledger.example:443/a?b=c#d", "https://ledger.example/a?b=c"),
        (" https://ledger.example:8443/a b/ö ", "https://ledger.example:8443/a%20b/%C3%B6"),
        ("https://ledger.example/a%20b?q=%26", "https://ledger.example/a%20b?q=%26"),
        ("https://zürich.example/", "https://xn--zrich-kva.example/"),
        ("http://[2001:db8::1]:81/x", "http://[2001:db8::1]:81/x"),
    ],
)
def test_an_address_is_read_as_it_is_sent(given: str, url: str) -> None:
    assert read_address(given).url == url


def test_an_address_may_stand_relative_to_another() -> None:
    assert read_address("../b?c", base="https://ledger.example/x/y").url == "https://ledger.example/b?c"
    assert read_address("//other.example/", base="https://ledger.example/").url == "https://other.example/"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("ftp://ledger.example/a", "only addresses that begin with http"),
        ("file:///etc/passwd", "only addresses that begin with http"),
        ("javascript:alert(1)", "only addresses that begin with http"),
        ("ledger.example/a", "only addresses that begin with http"),
        ("http:///a", "is no name of a host"),
        ("http://../a", "is no"),
        ("http://a b/", "is no"),
        ("http://ada:secret@ledger.example/", "password"),
        ("http://ledger.example:0/", "no name of a host"),
        ("http://ledger.example:99999/", "no web address"),
        ("http://[::1/", "no web address"),
        ("https://ledger.example/" + "a" * 3000, "longer than"),
        ("", "only addresses"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(given: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_address(given)


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "::7f00:1"),
    ],
)
def test_numbers_of_this_machine_and_its_network_are_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "64:ff9b::101:101"])
def test_numbers_of_the_open_net_are(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(Refused, match="--allow-local"):
        numbers_of(read_address(f"http://{host}/"), allow_local=False)
    assert numbers_of(read_address(f"http://{host}/"), allow_local=True)


def test_a_name_that_nobody_knows_fails() -> None:
    with pytest.raises(Failed, match=r"nowhere\.invalid is not found"):
        numbers_of(read_address("http://nowhere.invalid/"), allow_local=False)
