"""Real stories: the seeds as a careful reader marked them, and floors on larger sets; skips without them."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from searchapp.enrich import Enricher
from searchapp.model import Story

KINDS = {"person": "persons", "organization": "organisations", "place": "places"}


def folded(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name).lower() if c.isalnum())


@pytest.fixture(scope="module")
def seeds(shared: Path, enricher: Enricher) -> list[tuple[dict[str, list[object]], Story]]:
    gold = json.loads((shared / "gold" / "seeds.json").read_text(encoding="utf-8"))["docs"]
    texts = {k: (shared / "seeds" / f"{k}.txt").read_text(encoding="utf-8") for k in gold}
    return [(gold[s.id], s) for s in enricher.pipe(Story(id=k, text=t) for k, t in texts.items())]


def forms(gold: dict[str, list[object]], key: str) -> list[set[str]]:
    return [set(map(folded, map(str, names))) for names in gold.get(key, []) if isinstance(names, list)]


def test_every_speaker_of_the_seeds_is_found_and_no_stranger(
    seeds: list[tuple[dict[str, list[object]], Story]],
) -> None:
    for gold, story in seeds:
        named = {folded(s.speaker) for s in story.statements if s.speaker_kind != "unnamed"}
        wanted = [
            {folded(str(n)) for n in (*s["aliases"], s["name"])} for s in gold["speakers"] if isinstance(s, dict)
        ]
        optional = [
            {folded(str(n)) for n in s["aliases"]} for s in gold["speakers_optional"] if isinstance(s, dict)
        ]
        missed = [w for w in wanted if not w & named]
        strangers = [n for n in named if not any(n in w for w in (*wanted, *optional))]
        assert not missed
        assert not strangers
        assert not named & {folded(str(n)) for n in gold.get("not_speakers", [])}


def test_names_of_the_seeds(seeds: list[tuple[dict[str, list[object]], Story]]) -> None:
    right = wrong = missed = 0
    for gold, story in seeds:
        for kind, key in KINDS.items():
            named = {folded(m.name) for m in story.mentions if m.kind == kind}
            wanted, optional = forms(gold, key), forms(gold, key + "_optional")
            right += sum(bool(w & named) for w in wanted)
            missed += sum(not w & named for w in wanted)
            wrong += sum(not any(n in w for w in (*wanted, *optional)) for n in named)
    assert 2 * right / (2 * right + wrong + missed) >= 0.92
