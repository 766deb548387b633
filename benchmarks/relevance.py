"""How well ranking puts relevant stories first, on any set with judgements.

    python -m benchmarks.relevance FOLDER [--with k1=1.2,b=.75,title=1,exact=0]... [--json F]

FOLDER has docs.jsonl ({"id", "title", "text"}), queries.jsonl ({"id", "text" or "q"}) and qrels.txt (TREC:
query 0 document grade) or qrels.jsonl ({"q", "d", "r"}). Words are ORed, as TREC runs are. `--with` ranks by other
constants than `searchapp.engines.ranking` has. Prints nDCG@10 (gain
= grade, discount log2(rank + 1); Järvelin and Kekäläinen 2002) and mean average precision over 1,000 hits
(any grade over 0 is relevant), each over the queries that have a relevant document.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from searchapp.engines import in_folder, open_builder, open_index, ranking
from searchapp.engines.ranking import RANKING, Ranking
from searchapp.model import Story
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from searchapp.query.tree import Node
from searchapp.records import records

DEPTH = 1000
Judgements = dict[str, dict[str, int]]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as f:
        for line in f:
            if line.strip():
                yield json.loads(line)


def judgements(folder: Path) -> Judgements:
    """Grades by query and document."""
    out: Judgements = {}
    if (folder / "qrels.txt").exists():
        for line in (folder / "qrels.txt").read_text(encoding="utf-8").splitlines():
            query, _, document, grade = line.split()
            out.setdefault(query, {})[document] = int(grade)
    else:
        for row in rows(folder / "qrels.jsonl"):
            out.setdefault(str(row["q"]), {})[str(row["d"])] = int(row["r"])
    return out


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `depth`; 0..1."""
    gain = sum(grades.get(d, 0) / math.log2(i + 2) for i, d in enumerate(ranked[:depth]))
    best = sorted((g for g in grades.values() if g > 0), reverse=True)[:depth]
    return gain / sum(g / math.log2(i + 2) for i, g in enumerate(best))


def average_precision(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Mean, over the relevant documents, of the precision at each one's rank; 0..1."""
    found, total = 0, 0.0
    for i, document in enumerate(ranked, 1):
        if grades.get(document, 0) > 0:
            found += 1
            total += found / i
    return total / sum(g > 0 for g in grades.values())


def query_of(text: str) -> Node:
    """A test query as plain words: its punctuation is not meant as our operators."""
    return parse(re.sub(r"[^\w\s]", " ", text))


def measure(index: Any, queries: Mapping[str, Node], grades: Judgements) -> tuple[float, float, int]:
    """Mean nDCG@10, mean average precision, and over how many queries."""
    scored = [q for q, g in grades.items() if q in queries and any(v > 0 for v in g.values())]
    pairs = []
    for q in scored:
        ranked = [key for key, _ in index.ranking(SearchRequest(queries[q], match="any", limit=DEPTH))]
        pairs.append((ndcg(ranked, grades[q]), average_precision(ranked, grades[q])))
    n = len(pairs)
    return sum(a for a, _ in pairs) / n, sum(b for _, b in pairs) / n, n


def ranking_with(changed: str) -> Ranking:
    """The program's way to rank with some constants changed, given as k1=1.2,title=1."""
    given = dict(pair.split("=") for pair in changed.split(",") if pair)
    fields = {name: float(given.pop(name, times)) for name, times in RANKING.fields.items()}
    return replace(RANKING, fields=fields, **{name: float(value) for name, value in given.items()})


def main() -> None:
    """Index the set in a temporary folder and print a line for each way to rank."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--with", dest="ways", metavar="CONSTANTS", action="append")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    queries = {str(r["id"]): query_of(r.get("q") or r["text"]) for r in rows(args.folder / "queries.jsonl")}
    grades = judgements(args.folder)
    out = []
    with tempfile.TemporaryDirectory() as scratch:
        with open_builder(in_folder(Path(scratch)), enrichment="none") as builder:
            for row in rows(args.folder / "docs.jsonl"):
                story = Story(id=str(row["id"]), title=row.get("title") or None, text=row["text"] or "-")
                builder.add(records(story), fingerprint="")
            builder.publish()
        for way in args.ways or [""]:
            ranking.RANKING = ranking_with(way)
            index = open_index(in_folder(Path(scratch)))
            gain, precision, n = measure(index, queries, grades)
            index.close()
            print(f"{way or 'as it is'}: nDCG@10 {gain:.3f}, MAP {precision:.3f} ({n} queries)")
            out.append({"with": way, "ndcg10": gain, "map": precision, "queries": n})
    if args.json:
        args.json.write_text(json.dumps(out, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
