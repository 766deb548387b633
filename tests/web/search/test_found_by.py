"""The pages say so where names and statements were found without the model, and only there."""

from pathlib import Path

import pytest

from searchapp.config import Settings
from searchapp.engines import in_folder, open_builder
from searchapp.records import records
from searchapp.web import create_app
from tests.web.bureau import bureau
from tests.web.test_pages import said, soup

PLAIN = "Names and statements were found by plain rules, without the language model"
NONE = "Names and statements were not looked for"


def fill(folder: Path, enrichment: str) -> None:
    with open_builder(in_folder(folder), enrichment=enrichment, rebuild=True) as builder:
        for story in bureau():
            builder.add(records(story), fingerprint=story.id)
        builder.publish()


@pytest.mark.parametrize(
    ("url", "selector"),
    [
        ("/", ".notice"),
        ("/search", "#filters .foot"),
        ("/search?kind=statement", "main .foot"),
        ("/search?kind=statement&group=speaker", "main .foot"),
        ("/story/b", ".rail-right .foot"),
        ("/facet/speaker", ".notice"),
        ("/name/person/Omar%20Alloush", ".notice"),
        ("/names", ".notice"),
    ],
)
def test_it_is_said_by_what_the_index_was_made(tmp_path: Path, url: str, selector: str) -> None:
    client = create_app(Settings(index=tmp_path / "index", data=tmp_path / "data")).test_client()
    for enrichment, line in (("3+rules", PLAIN), ("none", NONE)):
        fill(tmp_path / "index", enrichment)
        assert sum(line in text for text in said(soup(client, url), selector)) == 1, enrichment
    fill(tmp_path / "index", "3+en_core_web_sm-3.8.0")
    assert "Names and statements were" not in soup(client, url).get_text()


def test_outlets_need_no_word_of_it(tmp_path: Path) -> None:
    fill(tmp_path / "index", "3+rules")
    client = create_app(Settings(index=tmp_path / "index", data=tmp_path / "data")).test_client()
    assert "plain rules" not in soup(client, "/facet/outlet").get_text()
