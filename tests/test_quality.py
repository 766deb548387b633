"""The quality gate: what is found on annotated sets does not fall below its floors, and floors only rise."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from benchmarks.annotated import read_attributions, read_own
from benchmarks.enrich_speed import measure
from benchmarks.quality import OWN, Floors, Line, read_floors, score_file, table, write_floors
from benchmarks.scores import Score, attribution_scores
from searchapp.enrich import Enricher, open_enricher
from searchapp.model import Story


@pytest.fixture(scope="module")
def enricher() -> Enricher:
    return open_enricher()


def test_our_own_set_is_found_as_well_as_before(enricher: Enricher) -> None:
    lines = score_file(OWN, enricher)
    assert {"names", "statements", "right source", "verb", "mode", "addressee"} <= {line.what for line in lines}
    assert read_floors().below(lines) == []


@pytest.mark.ci
@pytest.mark.parametrize("name", ["wikigold.conll.txt", "polnear-dev.jsonl"])
def test_a_shared_set_is_found_as_well_as_before(shared: Path, enricher: Enricher, name: str) -> None:
    lines = score_file(shared / "data" / name, enricher)
    floors = read_floors()
    assert floors.least[lines[0].set]
    assert floors.below(lines) == []


@pytest.mark.ci
def test_lost_quotation_marks_cost_less_than_five_points(shared: Path, enricher: Enricher) -> None:
    path = shared / "data" / "polnear-dev.jsonl"
    kept, lost = (
        attribution_scores(read_attributions(path, strip_quotes=strip)[::6], enricher) for strip in (False, True)
    )
    assert lost["reporting verbs"].recall > kept["reporting verbs"].recall - 0.05


def test_our_own_set_is_large_and_its_words_stand_in_it() -> None:
    names, statements = read_own(OWN)
    assert len(names) == len(statements) >= 40
    assert sum(len(text.attributions) for text in statements) >= 50
    for text in statements:
        for one in text.attributions:
            assert all(0 <= a < b <= len(text.text) for a, b in (*one.content, *one.cue))


LINE = Line("set", "names", Score(right=9, wrong=1, missed=0))


def test_a_figure_below_its_floor_is_named() -> None:
    floors = Floors({}, {"set": {"names P": 0.95, "names R": 1.0}})
    assert floors.below([LINE]) == ["set: names P is 0.900, below 0.950"]
    assert Floors({}, {}).below([LINE]) == []


def test_floors_only_rise(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    write_floors(Floors({"set": "nothing"}, {"set": {"names P": 0.99, "names R": 0.2}}), file)
    write_floors(read_floors(file).raised([LINE]), file)
    kept = json.loads(file.read_text(encoding="utf-8"))["set"]
    assert kept["tuned"] == "nothing"
    assert kept["floors"] == {"names P": 0.99, "names R": 0.995, "names F1": 0.942}


def test_the_table_says_what_a_set_was_used_for() -> None:
    printed = table([LINE], Floors({"set": "never looked at"}, {}))
    assert "set: never looked at" in printed
    assert printed.splitlines()[-1].split() == ["names", "0.900", "1.000", "0.947", "9"]


def test_a_second_run_comes_from_the_cache() -> None:
    texts = [f"Ada Lund said the town was dry, in May {n}. It rained. " * 20 for n in range(12)]
    stories = [Story(id=str(n), text=text) for n, text in enumerate(texts)]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:  # this one remembers other tests' peaks
        speed = fresh.submit(measure, stories, jobs=1).result()
    assert speed.stories == 12
    assert speed.cached < speed.anew
    assert 50 < speed.megabytes < 1200
