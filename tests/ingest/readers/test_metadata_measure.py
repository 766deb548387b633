"""The measure of what pages say of themselves, by examples, and the floors it must not fall below."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.metadata import FIELDS, Verdict, main, verdict
from tests.conftest import ROOT

PAGES = ROOT.parent / "shared" / "data" / "article-extraction"
GOLD = {
    "title": ["A ‘b’ c"], "published": "2019-11-18", "outlet": ["The Pier", "ThePier"], "url": "https://www.x.example/a/",
    "byline": [["Tom L. Reed", "Tom Reed"], "Ana Ñ"], "byline_optional": ["Tide Wire"], "language": "en",
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "found", "said"),
    [
        ("title", "A 'B' c", "right"),
        ("title", "A b c - Site", "wrong"),
        ("title", None, "missing"),
        ("outlet", "thepier", "right"),
        ("published", "2019-11-19", "wrong"),
        ("url", "http://x.example/a?q=1", "right"),
        ("byline", "ANA N and Tom Reed, Tide Wire", "right"),
        ("byline", "Ana Ñ", "missing"),
        ("byline", "Ana Ñ, Tom Reed, Staff", "wrong"),
        ("language", "EN", "right"),
    ],
)
def test_what_is_said_of_a_value(field: str, found: str | None, said: Verdict) -> None:
    assert verdict(field, GOLD, found) == said


@pytest.mark.parametrize("field", FIELDS)
def test_what_a_page_does_not_tell_is_right_only_when_unknown(field: str) -> None:
    assert verdict(field, {"byline_optional": ["Tide Wire"]}, None) == "right"
    assert verdict(field, {}, "2019-11-18") == "invented"


def test_the_last_line_has_the_shares(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "The council of Aru said on Monday that the bridge would stay closed until the snow melts."
    (tmp_path / "a.html").write_text(
        f"<html lang=en><title>Bridge</title><body><h1>Bridge</h1><p>{text}</p></html>"
    )
    gold = [{"id": "a", "title": "Bridge", "outlet": "Aru Post", "language": "en"}, {"id": "b", "skip": True}]
    (tmp_path / "gold.json").write_text(json.dumps(gold))
    assert main([str(tmp_path), str(tmp_path / "gold.json")]) == 0
    out = capsys.readouterr().out.splitlines()
    assert "  missing a: None, not 'Aru Post'" in out
    assert out[-1] == ("1 pages: title 1.00, published 1.00, outlet 0.00, byline 1.00, url 1.00, language 1.00")
    assert main([]) == 2


@pytest.mark.ci
@pytest.mark.skipif(not PAGES.is_dir(), reason="there are no news pages beside the project")
def test_the_floors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(PAGES / "html"), str(PAGES / "metadata.json")]) == 0
    out = capsys.readouterr().out.splitlines()
    shares = dict(part.rsplit(" ", 1) for part in out[-1].partition(": ")[2].split(", "))
    floors = {"title": 0.97, "published": 0.97, "outlet": 0.97, "byline": 0.94, "url": 0.97, "language": 0.97}
    assert {name: float(shares[name]) for name in floors if float(shares[name]) < floors[name]} == {}
    assert not any(line.startswith("  invented") for line in out)
