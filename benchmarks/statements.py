"""How quick searches are in an index with statements: of statements, and of the stories that hold them.

    python -m benchmarks.statements --corpus F [--copies 50] [--rounds 5] [--work DIR] [--json F]

Stories are enriched once, then copied under other ids. Queries are made of them: frequent and rare words, two
words, phrases and prefixes out of what is said, and frequent words by the most quoted speakers. Asked as the page
asks, with the timeline and, for statements, all of their facets. `--json` writes figures as `benchmarks.search`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.machine import provenance
from benchmarks.search import build_all, progress, work_folder
from benchmarks.speed import serve
from benchmarks.workload import Query, read_stories
from searchapp.enrich import open_enricher
from searchapp.formats.interchange import story_from_json, story_to_json
from searchapp.model import Story

KINDS = ("statements", "stories")
A_CLASS = 20
_WORD = re.compile(r"[a-z]{4,}")


def write_enriched(corpus: Path, target: Path, copies: int, *, say: Callable[[str], None]) -> None:
    """Enrich a corpus, and write each story `copies` times, each time with another id."""
    enricher = open_enricher()
    if enricher.notice:
        say(enricher.notice)
    stories = list(enricher.pipe(read_stories(corpus)))
    with target.open("w", encoding="utf-8") as out:
        for n in range(copies):
            for story in stories:
                row = story_to_json(story) | {"id": f"{story.id}-{n}"}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


def make_queries(stories: Sequence[Story]) -> list[Query]:
    """Queries out of what is said in the stories, the same for the same stories."""
    said = [_WORD.findall(story.words_of(s).lower()) for story in stories for s in story.statements]
    speakers = Counter(s.speaker for story in stories for s in story.statements if s.speaker_kind == "person")
    words = Counter(word for one in said for word in set(one))
    frequent = [word for word, _ in words.most_common(A_CLASS)]
    rare = sorted(word for word, n in words.items() if n == 1)
    pairs = Counter(pair for one in said for pair in zip(one, one[2:], strict=False) if pair[0] != pair[1])
    phrases = Counter(
        found.lower()
        for story in stories
        for s in story.statements
        for found in re.findall(r"(?=\b([A-Za-z]{3,} [A-Za-z]{4,})\b)", story.words_of(s))
    )
    texts: dict[str, list[str]] = {
        "common1": frequent,
        "rare1": rare[:: max(1, len(rare) // A_CLASS)][:A_CLASS],
        "and2": [" ".join(pair) for pair, _ in pairs.most_common(A_CLASS)],
        "phrase": [f'"{phrase}"' for phrase, _ in phrases.most_common(A_CLASS)],
        "prefix": [f"{word[:4]}*" for word in frequent],
    }
    loud = [speaker for speaker, _ in speakers.most_common(A_CLASS)]
    return [
        *(Query(f"{kind}-{n}", kind, text) for kind, of_kind in texts.items() for n, text in enumerate(of_kind)),
        *(
            Query(f"filter-{n}", "filter", word, {"speaker": (speaker,)})
            for n, (word, speaker) in enumerate(zip(frequent, loud, strict=False))
        ),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one table."""
    parser = argparse.ArgumentParser(description="Measure searches in an index with statements.")
    parser.add_argument("--corpus", type=Path, required=True, help="stories, JSON Lines")
    parser.add_argument("--copies", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, help="folder where the index is kept and used again")
    parser.add_argument("--json", type=Path, help="where to write every figure")
    chosen = parser.parse_args(arguments)
    with work_folder(chosen.work) as work:
        enriched = work / "enriched.jsonl"
        if not enriched.is_file():
            progress("enriching")
            write_enriched(chosen.corpus, enriched, chosen.copies, say=progress)
        with enriched.open(encoding="utf-8") as lines:
            stories = [story_from_json(json.loads(line)) for line in lines]
        queries = make_queries(stories[: len(stories) // chosen.copies])
        built = build_all(KINDS, enriched, work, say=progress)
        folders = dict.fromkeys(KINDS, work / KINDS[0])
        measured = serve(folders, dict.fromkeys(KINDS, queries), rounds=chosen.rounds, a_class=1, say=progress)
    measured[KINDS[0]].built = built[KINDS[0]]
    statements = sum(len(story.statements) for story in stories)
    figures: dict[str, Any] = {name: one.figures(queries) for name, one in measured.items()}
    made = built[KINDS[0]]
    print(provenance())
    print(
        f"{len(stories)} stories, {statements} statements: {made.wall:.1f} s, {made.cpu:.1f} s CPU, "
        f"{made.rss:.0f} MB to build, {made.size:.1f} MB"
    )
    kinds = list(figures[KINDS[0]]["classes"])
    print(
        f"{'':10} {'p50':>7} {'p95':>7} {'cpu p50':>8} {'cpu p95':>8} {'new p95':>9} {'1st ms':>7} {'MB':>6}"
        + "  cpu p50:"
        + "".join(f"{kind:>9}" for kind in kinds)
    )
    for name, f in figures.items():
        print(
            f"{name:10} {f['p50']:7.2f} {f['p95']:7.2f} {f['cpu_p50']:8.2f} {f['cpu_p95']:8.2f} "
            f"{f['new']['p95']:9.2f} {f['first_answer_ms']:7.1f} {f['rss']:6.0f}          "
            + "".join(f"{f['classes'][kind]['cpu_p50']:9.2f}" for kind in kinds)
        )
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
