"""How well the ingest finds an article's text in a page.

    python -m benchmarks.extraction HTMLDIR TRUTH.json

HTMLDIR holds a page as <id>.html or <id>.html.gz; TRUTH.json is {"<id>": {"articleBody": "…"}}.

The measure is that of the article-extraction benchmark by Scrapinghub: the two texts as multisets of
shingles of four words. A page's shared, surplus and missing shingles are each divided by the size of
the union, so that every page weighs the same; summed over the pages they give precision, recall and F1.
A page without text counts as wholly missed.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from searchapp.ingest import Source, read_source
from searchapp.model import Story

SHINGLE = 4
Shingles = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall over all pages, with their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def shingles(text: str) -> Shingles:
    """The runs of four words in the text with how often each stands there; a shorter text is one run."""
    words = re.findall(r"\w+", text)
    if not words:
        return Counter()
    last = max(1, len(words) - SHINGLE + 1)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(last))


def page_shares(true: str, found: str) -> tuple[float, float, float]:
    """The shared, surplus and missing shingles of a page, as shares of all of its shingles."""
    wanted, got = shingles(true), shingles(found)
    size = max(1, (wanted | got).total())
    shared = (wanted & got).total()
    return shared / size, (got.total() - shared) / size, (wanted.total() - shared) / size


def score(pages: Iterable[tuple[str, str]]) -> Score:
    """The score of pairs of true and found text."""
    shares = [page_shares(true, found) for true, found in pages]
    shared, surplus, missing = (sum(column) for column in zip(*shares, strict=True)) if shares else (0.0,) * 3
    return Score(
        precision=shared / (shared + surplus) if shared + surplus else 0.0,
        recall=shared / (shared + missing) if shared + missing else 0.0,
    )


def found_text(folder: Path, page: str) -> str:
    """The text of the story that the ingest makes of a page, or "" where it makes none."""
    path = next((p for p in (folder / f"{page}.html", folder / f"{page}.html.gz") if p.exists()), None)
    if path is None:
        raise FileNotFoundError(f"{folder / page}.html is not there, and neither is its .gz")
    return next((s.text for s in read_source(Source(path, path.name)) if isinstance(s, Story)), "")


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print("usage: python -m benchmarks.extraction HTMLDIR TRUTH.json", file=sys.stderr)
        return 2
    folder, truth_file = map(Path, arguments)
    truth: Mapping[str, Mapping[str, str]] = json.loads(truth_file.read_text(encoding="utf-8"))
    result = score((truth[page]["articleBody"], found_text(folder, page)) for page in sorted(truth))
    print(f"{len(truth)} pages: P {result.precision:.3f} R {result.recall:.3f} F1 {result.f1:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
