"""The index on disk is one that stock Whoosh opens, and for which it gives the same hits and scores."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from whoosh import index as whoosh_index
from whoosh import query as q
from whoosh import scoring
from whoosh.util.numeric import byte_to_length, length_to_byte

from searchapp.engines import current_generation, in_folder, open_index
from searchapp.engines.whoosh.layout import DECODED_LENGTHS, length_code
from searchapp.engines.whoosh.read.executor import FIELD_WEIGHTS, K1, B
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from tests import stories
from tests.conftest import fill


class LuceneBM25(scoring.WeightingModel):  # type: ignore[misc]
    """BM25 with Lucene's idf, counting stories only, as a stock Whoosh weighting."""

    def __init__(self, count: int, average: dict[str, float]) -> None:
        self.count, self.average = count, average

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> Any:
        if fieldname not in FIELD_WEIGHTS:
            return scoring.WeightScorer(0.0)
        df = searcher.get_parent().doc_frequency(fieldname, text)
        idf = math.log(1 + (self.count - df + 0.5) / (df + 0.5)) * FIELD_WEIGHTS[fieldname]
        return _Scorer(searcher, fieldname, text, idf, self.average[fieldname])


class _Scorer(scoring.WeightLengthScorer):  # type: ignore[misc]
    def __init__(self, searcher: Any, fieldname: str, text: bytes, idf: float, average: float) -> None:
        self.idf, self.average = idf, average
        self.setup(searcher, fieldname, text)

    def _score(self, weight: float, length: float) -> float:
        return self.idf * weight * (K1 + 1) / (weight + K1 * (1 - B + B * length / self.average))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stock") / "index"
    fill(folder, stories.random_archive(400, 3))
    return folder


@pytest.fixture(scope="module")
def searcher(folder: Path) -> Iterator[Any]:
    generation = current_generation(in_folder(folder))
    assert generation
    ix = whoosh_index.open_dir(str(folder / generation))
    with ix.reader() as reader:
        count = sum(1 for _ in reader.postings("kind", "story").all_ids())
        lengths = {f: [reader.doc_field_length(n, f, 0) or 0 for n in reader.all_doc_ids()] for f in FIELD_WEIGHTS}
        average = {f: sum(found) / sum(n > 0 for n in found) for f, found in lengths.items()}
    with ix.searcher(weighting=LuceneBM25(count, average)) as found:
        yield found


def _word(term: str) -> Any:
    return q.Or([q.Term("title", term), q.Term("text", term)])


def _phrase(*terms: str) -> Any:
    return q.Or([q.Phrase(f, list(terms)) for f in ("title", "text")])


@pytest.mark.parametrize(
    ("query", "stock"),
    [
        ("fighters", _word("~fighter")),
        ("IS", _word("IS")),
        ("absent", _word("~absent")),
        ("fighters deal", q.And([_word("~fighter"), _word("~deal")])),
        ("convoy OR buses OR who", q.Or([_word("~convoy"), _word("~buse"), _word("~who")])),
        ("fighters -deal", q.AndNot(_word("~fighter"), _word("~deal"))),
        ('"foreign fighters"', _phrase("foreign", "fighters")),
        ("al-Mayadin", _phrase("al", "mayadin")),
        ("title:deal", q.Term("title", "~deal")),
        ("رقة مقاتل", q.And([_word("~رقه"), _word("~مقاتل")])),
        ('"بالرقه"', _phrase("بالرقه")),
        ("2017", _word("~2017")),
    ],
)
def test_same_hits_and_scores(folder: Path, searcher: Any, query: str, stock: Any) -> None:
    index = open_index(in_folder(folder))
    ours = dict(index.ranking(SearchRequest(parse(query), limit=1000)))
    theirs = {}
    for hit in searcher.search(stock, filter=q.Term("kind", "story"), limit=None):
        theirs[hit["key"]] = hit.score
    index.close()
    assert set(ours) == set(theirs)
    if query != "absent":
        assert len(ours) > 3
    for key, score in ours.items():
        assert score == pytest.approx(theirs[key], abs=1e-6)


@pytest.mark.parametrize(
    ("query", "only"),
    [
        ("fighters after:2017-10-08", q.TermRange("published", "2017-10-08", "9999")),
        ("fighters before:2017-10-08", q.TermRange("published", "0001", "2017-10-08")),
        ('fighters speaker:"Omar Alloush"', q.Term("facet_speaker", "Omar Alloush")),
        ("fighters -place:raqqa", q.Not(q.Term("facet_place", "Raqqa"))),
    ],
)
def test_conditions_narrow_and_do_not_score(folder: Path, searcher: Any, query: str, only: Any) -> None:
    index = open_index(in_folder(folder))
    ours = dict(index.ranking(SearchRequest(parse(query), limit=1000)))
    index.close()
    every = q.And([q.Term("kind", "story"), only])
    theirs = {hit["key"]: hit.score for hit in searcher.search(_word("~fighter"), filter=every, limit=None)}
    assert 3 < len(ours) < 350
    assert ours == pytest.approx(theirs, abs=1e-6)


@pytest.mark.parametrize("field", ["title", "text"])
def test_near_is_stock_whooshs_sloppy_phrase_in_either_order(folder: Path, searcher: Any, field: str) -> None:
    index = open_index(in_folder(folder))
    ours = dict(index.ranking(SearchRequest(parse(f"{field}:(convoy NEAR/3 deal)"), limit=1000)))
    index.close()
    words = ["~convoy", "~deal"]
    near = q.Or([q.Phrase(field, order, slop=3) for order in (words, words[::-1])])
    both = q.And([q.Term(field, word) for word in words])
    every = q.And([q.Term("kind", "story"), near])
    assert len(ours) > 1
    theirs = {hit["key"]: hit.score for hit in searcher.search(both, filter=every, limit=None)}
    assert ours == pytest.approx(theirs, abs=1e-6)


def test_same_prefix_hits(folder: Path, searcher: Any) -> None:
    index = open_index(in_folder(folder))
    ours = {key for key, _ in index.ranking(SearchRequest(parse("fight*"), limit=1000))}
    stock = q.And([q.Or([q.Prefix(f, "fight") for f in ("title", "text")]), q.Term("kind", "story")])
    assert ours == {hit["key"] for hit in searcher.search(stock, limit=None)}
    index.close()


def test_whoosh_finds_positions_and_facet_values(searcher: Any) -> None:
    reader = searcher.reader()
    matcher = reader.postings("text", "fighters")
    assert matcher.value_as("positions")
    assert b"Omar Alloush" in set(reader.lexicon("facet_speaker"))


def test_lengths_are_kept_as_whoosh_keeps_them() -> None:
    assert DECODED_LENGTHS.tolist() == [byte_to_length(byte) for byte in range(256)]
    lengths = (*range(1, 3_000), *range(3_000, 120_000, 97), 108_115, 108_116, 10**9)
    assert [length_code(n) for n in lengths] == [length_to_byte(n) for n in lengths]
