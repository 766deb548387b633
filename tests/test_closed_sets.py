"""What can be one of a few words is written down once: commands, pages, the API and the docs offer the same."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Any, get_args

import click
import pytest

from searchapp import model, provenance
from searchapp.archive.batch import BATCH_FORMATS
from searchapp.cli.program import main
from searchapp.curation import corrections
from searchapp.facets import TOGETHER_KEYS
from searchapp.formats.downloads import DOWNLOADS
from searchapp.model import ENTITY_KINDS, RECORD_KINDS, SPEAKER_KINDS, EntityKind, FrameKind, Mode, SpeakerKind
from searchapp.query import request
from searchapp.query.request import MATCHES, SORTS, WITHINS, Sort, State
from searchapp.text.wording import ARTICLE, NOUNS
from searchapp.web.api.openapi import openapi
from searchapp.web.corrections.presenter import SPEAKERS
from searchapp.web.search.presenter import SORT_LABELS
from searchapp.web.story import body as story
from searchapp.web.ui import citing
from tests.conftest import ROOT

OFFERED = {
    ("search", "kind"): RECORD_KINDS,
    ("export", "kind"): RECORD_KINDS,
    ("names", "kind"): ENTITY_KINDS,
    ("search", "sort"): SORTS,
    ("search", "match"): MATCHES,
    ("search", "within"): WITHINS,
    ("export", "within"): WITHINS,
    ("search", "together"): TOGETHER_KEYS,
    ("export", "together"): TOGETHER_KEYS,
    ("batch", "match"): MATCHES,
    ("export", "match"): MATCHES,
    ("batch", "form"): BATCH_FORMATS,
    ("export", "form"): tuple(DOWNLOADS),
}
OWN = {("index", "enrich"), ("extract", "form")}
"""Options whose words are nothing but the option's."""
ON_DISK = {"searchapp/engines/whoosh/layout.py"}
"""Where the order is that of files that are there already, and must not follow a type."""
REFERENCE = (ROOT / "docs/reference.md").read_text(encoding="utf-8")


def closed_sets() -> dict[frozenset[str], str]:
    """The sets of words that are types, by what is in them."""
    found = {}
    for module in (model, request, provenance, corrections):
        for name, value in vars(module).items():
            words = get_args(value)
            if len(words) > 1 and all(isinstance(w, str) for w in words):
                found[frozenset(words)] = name
    return found


def copies(code: str) -> list[str]:
    """The types whose words are written out in a list, tuple or set of their own."""
    tree, sets = ast.parse(code), closed_sets()
    types = [s for s in ast.walk(tree) if isinstance(s, ast.Subscript) and ast.unparse(s.value) == "Literal"]
    passed = {node for s in types for node in ast.walk(s)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set) and node not in passed:
            words = [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
            if len(words) == len(node.elts) and frozenset(words) in sets:
                found.append(sets[frozenset(words)])
    return found


def test_no_module_writes_such_words_out_again() -> None:
    assert len(closed_sets()) > 8
    again = {}
    for path in (ROOT / "searchapp").rglob("*.py"):
        if (name := path.relative_to(ROOT).as_posix()) not in ON_DISK:
            again[name] = copies(path.read_text(encoding="utf-8"))
    assert {name: sets for name, sets in again.items() if sets} == {}


def test_words_that_are_written_out_again_are_seen() -> None:
    assert copies('x = ("newest", "oldest", "relevance")') == ["Sort"]
    assert copies('click.Choice(["all", "any"])') == ["Match"]
    assert copies('M = Literal["all", "any"]; x = ("all",), ("newest", "oldest")') == []


def choices() -> dict[tuple[str, str], tuple[str, ...]]:
    """By command and option, the words that the command line takes."""
    return {
        (name, str(option.name)): tuple(option.type.choices)
        for name, command in main.commands.items()
        for option in command.params
        if isinstance(option.type, click.Choice)
    }


def test_the_command_line_offers_what_there_is() -> None:
    assert {key: words for key, words in choices().items() if key not in OWN} == OFFERED


def test_the_reference_names_the_same_words() -> None:
    address = re.search(r"`/search\?q=…([^`]*)`", REFERENCE)
    assert address is not None
    said = dict(part.partition("=")[::2] for part in address[1].split("&") if part)
    for name, words in (("kind", RECORD_KINDS), ("sort", SORTS), ("match", MATCHES)):
        assert tuple(said[name].split("|")) == words, name
    for command, words in (("batch", BATCH_FORMATS), ("export", tuple(DOWNLOADS))):
        row = next(line for line in REFERENCE.splitlines() if line.startswith(f"| `{command} "))
        told = row.split("out as")[-1] if command == "batch" else row.split("whole stories as")[-1]
        assert [w for w in re.findall(r"`([a-z]+)`", told) if w in words] == list(words), command


def test_the_api_describes_the_same_words() -> None:
    described = openapi()
    parameters = {p["name"]: p["schema"] for p in described["paths"]["/api/v1/search"]["get"]["parameters"]}
    for name, words in (("kind", RECORD_KINDS), ("sort", SORTS), ("match", MATCHES)):
        assert tuple(parameters[name]["enum"]) == words
    value = described["components"]["schemas"]["FacetValues"]["properties"]["values"]["items"]
    assert tuple(value["properties"]["state"]["enum"]) == get_args(State)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (ARTICLE, get_args(EntityKind)),
        (SPEAKERS, SPEAKER_KINDS),
        (NOUNS, RECORD_KINDS),
        (SORT_LABELS, get_args(Sort)),
        (story.FRAME, get_args(FrameKind)),
        (story.MODES, get_args(Mode)),
        (citing.TOLD, get_args(Mode)),
    ],
)
def test_a_table_by_such_words_has_each_of_them(table: Mapping[str, Any], words: tuple[str, ...]) -> None:
    assert tuple(table) == words


def test_speakers_are_people_organizations_or_unnamed() -> None:
    assert set(get_args(SpeakerKind)) - set(ENTITY_KINDS) == {"unnamed"}
