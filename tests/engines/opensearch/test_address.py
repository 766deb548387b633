"""Addresses of archives in clusters."""

from __future__ import annotations

import pytest

from searchapp.engines.opensearch.address import Address
from searchapp.errors import ConfigError


@pytest.mark.parametrize(
    ("given", "nodes", "name"),
    [
        ("http://127.0.0.1:9200/news", ("http://127.0.0.1:9200",), "news"),
        ("https://search.example.org", ("https://search.example.org",), "searchapp"),
        ("HTTPS://a:9200/", ("https://a:9200",), "searchapp"),
        ("https://a:9200,b:9201,c/news-2", ("https://a:9200", "https://b:9201", "https://c"), "news-2"),
        ("http://[::1]:9200/news", ("http://[::1]:9200",), "news"),
    ],
)
def test_an_address_is_its_nodes_and_a_name(given: str, nodes: tuple[str, ...], name: str) -> None:
    read = Address.read(given)
    assert (read.nodes, read.name) == (nodes, name)
    assert Address.read("https://a,b/news").cluster == "https://a, https://b"


@pytest.mark.parametrize(
    "given",
    ["", "index", "ftp://host/news", "https://user:word@host/news", "https://host/News", "https://host/a/b"],
)
def test_what_is_no_address_is_refused(given: str) -> None:
    with pytest.raises(ConfigError, match="no address of an archive"):
        Address.read(given)
