"""The docs against the program: settings, commands, options, files and promises."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from searchapp.archive.batch import BATCH_FORMATS
from searchapp.cli.program import main
from searchapp.config import Settings
from searchapp.formats.downloads import DOWNLOADS
from searchapp.query.parse import parse, read
from searchapp.query.tree import Everything
from tests.conftest import ROOT

REFERENCE = (ROOT / "docs/reference.md").read_text(encoding="utf-8")
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md"), *ROOT.glob("corpus/*.md")]
)


def test_every_setting_is_documented_with_its_default_and_help() -> None:
    for f in fields(Settings):
        assert f"| `{f.name}` | `{f.default}` | {f.metadata['help']} |" in REFERENCE


def test_every_command_is_documented() -> None:
    for name in main.commands:
        assert re.search(rf"^\|[^|]*`{name}\b", REFERENCE, re.MULTILINE), name


def test_every_format_is_documented() -> None:
    for form in (*DOWNLOADS, *BATCH_FORMATS):
        assert f"`{form}`" in REFERENCE


def test_options_named_in_the_docs_exist() -> None:
    known = {o for c in main.commands.values() for p in c.params if isinstance(p, click.Option) for o in p.opts}
    for page in (ROOT / "README.md", *ROOT.glob("docs/*.md")):
        for option in re.findall(r"`(--[a-z][a-z-]+)", page.read_text(encoding="utf-8")):
            assert option in known or option in ("--not-",), f"{page.name}: {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_and_pictures_are_there(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_examples_of_the_query_language_read_without_a_notice() -> None:
    table = (ROOT / "docs/queries.md").read_text(encoding="utf-8").split("## What counts")[0]
    examples = [
        e
        for line in table.splitlines()
        if line.startswith("| `")
        for e in re.findall(r"`([^`]+)`", line.split("|")[1])
    ]
    assert len(examples) > 15
    for example in examples:
        if example.endswith(":"):
            continue
        assert read(example).notices == (), example
        assert parse(example) != Everything(), example


def test_the_readme_opens_with_a_picture_and_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index("![") < text.index("./run demo") < text.index("./run test") < 1200


def test_the_readme_names_the_only_commands_that_fetch() -> None:
    assert "Only `fetch` and `follow` ever fetch anything" in (ROOT / "README.md").read_text(encoding="utf-8")
    fetching = {
        name for name, command in main.commands.items() if "allow_local" in {p.name for p in command.params}
    }
    assert fetching == {"fetch", "follow"}


def test_no_page_names_a_machine() -> None:
    for page in PAGES:
        assert not re.search(r"/(home|root|work|Users)/", page.read_text(encoding="utf-8")), page


def test_every_test_that_the_list_of_faults_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)", (ROOT / "docs/faults.md").read_text(encoding="utf-8"))
    assert len(named) > 5
    files = {p: (ROOT / p).read_text(encoding="utf-8") if (ROOT / p).is_file() else "" for p, _ in named}
    assert [f"{path}::{name}" for path, name in named if f"def {name}(" not in files[path]] == []


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "searchapp/py.typed").is_file()
    assert '"Typing :: Typed"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
