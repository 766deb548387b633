"""The measure of extraction, by hand-counted examples, and the floor it must not fall below."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.extraction import Score, found_text, main, page_shares, score, shingles
from tests.conftest import ROOT

PAGES = ROOT.parent / "shared" / "data" / "article-extraction"


def test_shingles_are_counted_with_their_repetitions() -> None:
    assert shingles("a b, c d e") == {("a", "b", "c", "d"): 1, ("b", "c", "d", "e"): 1}
    assert shingles("a a a a a") == {("a", "a", "a", "a"): 2}
    assert shingles("a b") == {("a", "b"): 1}
    assert shingles(" … ") == {}


def test_shares_of_a_page() -> None:
    assert page_shares("a b c d e", "a b c d e") == (1, 0, 0)
    assert page_shares("a b c d e", "") == (0, 0, 1)
    assert page_shares("a b c d e", "b c d e f g") == (1 / 4, 2 / 4, 1 / 4)


def test_every_page_weighs_the_same() -> None:
    assert score([("a b c d e", "a b c d e"), ("a b c d", "")]) == Score(1, 0.5)
    assert score([("a b c d e", "a b c d e"), ("a b c d", "")]).f1 == pytest.approx(2 / 3)
    assert score([]) == Score(0, 0)
    assert Score(0, 0).f1 == 0


def test_one_line_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "The council of Aru said on Monday that the bridge would stay closed until the snow melts."
    (tmp_path / "a.html").write_text(f"<html><body><p>{text}</p></body></html>")
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(b"<html></html>"))
    (tmp_path / "truth.json").write_text(json.dumps({"a": {"articleBody": text}, "b": {"articleBody": text}}))
    assert main([str(tmp_path), str(tmp_path / "truth.json")]) == 0
    assert capsys.readouterr().out == "2 pages: P 1.000 R 0.500 F1 0.667\n"
    assert main([]) == 2
    with pytest.raises(FileNotFoundError, match=r"missing\.html is not there"):
        found_text(tmp_path, "missing")


@pytest.mark.ci
@pytest.mark.skipif(not PAGES.is_dir(), reason="there are no news pages beside the project")
def test_the_floor() -> None:
    truth = json.loads((PAGES / "ground-truth.json").read_text(encoding="utf-8"))
    result = score((page["articleBody"], found_text(PAGES / "html", name)) for name, page in truth.items())
    assert result.f1 >= 0.98
