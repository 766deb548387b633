"""A cluster that is locked: TLS by an authority of its own, a user with a password or a token, or none."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.engines import Access, Place, open_index
from searchapp.errors import EngineUnavailable
from searchapp.query.request import SearchRequest
from tests.conftest import publish
from tests.servers.cluster import forget
from tests.servers.door import locked
from tests.stories import story

pytestmark = [pytest.mark.ci, pytest.mark.opensearch("2"), pytest.mark.xdist_group("opensearch access")]
USER = f"Basic {base64.b64encode(b'ada:open sesame').decode()}"
TOKEN = "Bearer abc.def"


@pytest.fixture
def archive(opensearch: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The address of a cluster, and the name of an archive in it."""
    own = f"t-{secrets.token_hex(4)}"
    yield opensearch("2"), own
    forget(opensearch("2"), own)


@pytest.mark.parametrize(
    ("words", "access"), [(USER, Access("ada", "open sesame")), (TOKEN, Access(token="abc.def"))]
)
def test_who_has_the_words_and_the_authority_is_let_in(
    archive: tuple[str, str], own_certificate: Path, words: str, access: Access
) -> None:
    url, name = archive
    with locked(url, own_certificate, words=words) as door:
        place = Place("opensearch", f"{door}/{name}", replace(access, ca_file=str(own_certificate)))
        publish(place, [story("a", "The bus left.")])
        index = open_index(place)
        assert [hit.id for hit in index.search(SearchRequest()).hits] == ["a"]
        index.close()


@pytest.mark.parametrize(
    ("access", "said"),
    [(Access("ada", "wrong"), "401"), (Access(token="wrong"), "401"), (Access(), "401"), (None, "certificate")],
)
def test_who_lacks_one_of_them_is_told_which(
    archive: tuple[str, str], own_certificate: Path, access: Access | None, said: str
) -> None:
    url, name = archive
    with locked(url, own_certificate, words=USER) as door:
        with_ca = replace(access, ca_file=str(own_certificate)) if access else Access()
        with pytest.raises(EngineUnavailable, match=f"refuses this program: .*{said}") as caught:
            open_index(Place("opensearch", f"{door}/{name}", with_ca))
    assert "SEARCHAPP_OPENSEARCH_USER" in caught.value.hint
    assert "wrong" not in f"{caught.value.message} {caught.value.hint}"
