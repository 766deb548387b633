"""The citation of one story and of one sentence, at addresses that can't be taken for another story's."""

import json
from collections.abc import Callable

import bibtexparser
import pytest
import rispy
from flask.testing import FlaskClient

from searchapp.collections.passages import passage_key
from searchapp.text.sentences import sentences
from searchapp.web.services import now
from searchapp.web.urls import cite_url, passage_url
from tests.stories import story
from tests.web.conftest import newsroom

DEAL = newsroom()[0]


def key_of(position: int) -> str:
    """What one of the statements' sentences is known by."""
    return passage_key(DEAL, DEAL.statements[position].sentence)


def test_a_story_is_cited_in_each_form(client: FlaskClient) -> None:
    answer = client.get(cite_url("deal", "ris"))
    assert answer.mimetype == "application/x-research-info-systems"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="deal.ris"'
    (ris,) = rispy.loads(answer.text)
    assert (ris["title"], ris["urls"]) == (DEAL.title, [DEAL.url, "http://localhost/story/deal"])
    (bib,) = bibtexparser.parse_string(client.get(cite_url("deal", "bib")).text).entries
    assert (bib.key, bib["urldate"]) == ("deal", f"{now():%Y-%m-%d}")
    (csl,) = client.get(cite_url("deal", "json")).get_json(force=True)
    assert (csl["id"], csl["author"]) == ("deal", [{"family": "Writer", "given": "A."}])


def test_a_sentence_is_cited_with_who_speaks_in_it(client: FlaskClient) -> None:
    (csl,) = json.loads(client.get(cite_url("deal", "json", key_of(0))).text)
    assert csl["abstract"] == "Foreign fighters are included in the deal"
    assert csl["note"].startswith("Speaker: Omar Alloush; Speech: direct;")
    assert csl["archive_location"] == f"http://localhost{passage_url('deal', key_of(0))}"
    first = next(sentences(DEAL.text))
    (plain,) = json.loads(client.get(cite_url("deal", "json", passage_key(DEAL, first))).text)
    assert (plain["abstract"], "note" in plain) == ("Officials gave accounts that differ.", False)


@pytest.mark.parametrize("story_id", ["a.ris", "a/b.bib", "a/s/0f", "s", "/x/", "ä ö", "a/story/b"])
@pytest.mark.parametrize("ending", ["ris", "bib", "json"])
def test_any_id_has_its_own_address(make_client: Callable[..., FlaskClient], story_id: str, ending: str) -> None:
    client = make_client(story(story_id, "The dam will hold.", title="Dam"), story("a", "Another."))
    for key in ("", passage_key(story(story_id, "The dam will hold."), (0, 18))):
        answer = client.get(cite_url(story_id, ending, key))
        assert (answer.status_code, "Dam" in answer.text) == (200, True)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (cite_url("deal", "xml"), "no form of citation"),
        (cite_url("nix", "ris"), "no such story"),
        (cite_url("deal", "ris", "0123456789ab"), "has changed since"),
    ],
)
def test_what_is_not_there_is_said(client: FlaskClient, address: str, says: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, says in answer.text) == (404, True)
