"""The contracts, held by the engine on a cluster: three real nodes of each release, an archive in three shards and
their copies.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from itertools import count

import pytest

from searchapp.engines import Place
from tests.engines import test_contract as embedded
from tests.engines.on_engine import OnEngine
from tests.servers.cluster import forget
from tests.servers.releases import RELEASES

EXAMPLES = {"2": 50, "3": 20}
"""Of a property, by major: the first is tried thoroughly, the others are to answer as it does."""


class OnOpenSearch:
    engine = "opensearch"
    weighs_what_is_gone = True
    major: str

    @pytest.fixture(scope="class")
    @classmethod
    def new_place(cls, opensearch: Callable[[str], str]) -> Iterator[Callable[[], Place]]:
        url, own, numbers = opensearch(cls.major), f"t-{secrets.token_hex(4)}", count()
        yield lambda: Place("opensearch", f"{url}/{own}-{next(numbers)}")
        forget(url, own)


def held(contract: type[OnEngine], major: str) -> type:
    """The class of tests by which the engine holds a contract on servers of a major."""
    name = f"Test{contract.__name__.removesuffix('Contract')}On{major}"
    marks = [pytest.mark.ci, pytest.mark.opensearch(major), pytest.mark.xdist_group(f"opensearch {name}")]
    own = {"major": major, "most_examples": EXAMPLES[major], "pytestmark": marks, "__module__": __name__}
    return type(name, (OnOpenSearch, contract), own)


CONTRACTS = [
    contract
    for one in vars(embedded).values()
    if isinstance(one, type) and issubclass(one, embedded.OnWhoosh)
    for contract in one.__bases__
    if issubclass(contract, OnEngine)
]
"""All that the embedded engine holds."""

globals().update({c.__name__: c for major in RELEASES for c in (held(each, major) for each in CONTRACTS)})
