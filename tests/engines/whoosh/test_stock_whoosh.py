"""The index on disk is one that stock Whoosh opens, and for which it gives the same hits and scores."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from whoosh import index as whoosh_index
from whoosh import query as q
from whoosh import scoring
from whoosh.util.numeric import byte_to_length, length_to_byte

from searchapp.engines import current_generation, in_folder, open_index
from searchapp.engines.ranking import RANKING
from searchapp.engines.whoosh.layout import DECODED_LENGTHS, length_code
from searchapp.query.parse import parse
from searchapp.query.request import Match, SearchRequest
from tests import stories
from tests.conftest import fill

BOTH = ("title", "text")


class Counts(scoring.WeightingModel):  # type: ignore[misc]
    """How often a term is in a record, as much as each field counts: a stock Whoosh weighting."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> Any:
        return _Times(RANKING.fields.get(fieldname, 0.0))


class _Times(scoring.BaseScorer):  # type: ignore[misc]
    def __init__(self, times: float) -> None:
        self.times = times

    def score(self, matcher: Any) -> float:
        return float(self.times * matcher.weight())


@dataclass(frozen=True)
class Stock:
    """Stock Whoosh, and BM25F with Lucene's idf over what it counts; lengths are those that it keeps."""

    searcher: Any

    def found(self, query: Any, *narrowing: Any) -> dict[str, float]:
        """The stories that a query finds, with how often its terms are in each."""
        every = q.And([q.Term("kind", "story"), *narrowing])
        return {hit["key"]: hit.score for hit in self.searcher.search(query, filter=every, limit=None)}

    def lengths(self, fields: tuple[str, ...]) -> dict[str, float]:
        """How long each story is."""
        numbers = q.Term("kind", "story").docs(self.searcher)
        length = self.searcher.reader().doc_field_length
        return {
            self.searcher.stored_fields(n)["key"]: sum(RANKING.fields[f] * (length(n, f, 0) or 0) for f in fields)
            for n in numbers
        }

    def worth(self, term: str, fields: tuple[str, ...] = BOTH, *, weight: float = 1.0) -> Counter[str]:
        """What a term is worth in each story that has it."""
        counts, lengths = self.found(_word(term, fields)), self.lengths(fields)
        average = sum(lengths.values()) / sum(n > 0 for n in lengths.values())
        idf = math.log(1 + (len(lengths) - len(counts) + 0.5) / (len(counts) + 0.5))
        norm = {key: 1 - RANKING.b + RANKING.b * length / average for key, length in lengths.items()}
        k1 = RANKING.k1
        return Counter({k: weight * idf * (k1 + 1) * n / (n + k1 * norm[k]) for k, n in counts.items()})

    def typed(self, word: str, stem: str, fields: tuple[str, ...] = BOTH) -> Counter[str]:
        """What a word is worth whose inflections are looked for."""
        return self.worth(stem, fields) + self.worth(word, fields, weight=RANKING.exact)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stock") / "index"
    fill(folder, stories.random_archive(400, 3))
    return folder


@pytest.fixture(scope="module")
def stock(folder: Path) -> Iterator[Stock]:
    generation = current_generation(in_folder(folder))
    assert generation
    with whoosh_index.open_dir(str(folder / generation)).searcher(weighting=Counts()) as found:
        yield Stock(found)


def _word(term: str, fields: tuple[str, ...] = BOTH) -> Any:
    return q.Or([q.Term(f, term) for f in fields])


def _phrase(*terms: str) -> Any:
    return q.Or([q.Phrase(f, list(terms)) for f in BOTH])


def typed(word: str, stem: str, *fields: str) -> Callable[[Stock], Counter[str]]:
    return lambda stock: stock.typed(word, stem, fields or BOTH)


def as_it_stands(term: str) -> Callable[[Stock], Counter[str]]:
    return lambda stock: stock.worth(term)


FIGHTERS, DEAL = typed("fighters", "~fighter"), typed("deal", "~deal")


@pytest.mark.parametrize(
    ("query", "found", "words"),
    [
        ("fighters", _word("~fighter"), [FIGHTERS]),
        ("IS", _word("IS"), [as_it_stands("IS")]),
        ("absent", _word("~absent"), [typed("absent", "~absent")]),
        ("fighters deal", q.And([_word("~fighter"), _word("~deal")]), [FIGHTERS, DEAL]),
        (
            "convoy OR buses OR who",
            q.Or([_word("~convoy"), _word("~buse"), _word("~who")]),
            [typed("convoy", "~convoy"), typed("buses", "~buse"), typed("who", "~who")],
        ),
        ("fighters -deal", q.AndNot(_word("~fighter"), _word("~deal")), [FIGHTERS]),
        (
            '"foreign fighters"',
            _phrase("foreign", "fighters"),
            [as_it_stands("foreign"), as_it_stands("fighters")],
        ),
        ("al-Mayadin", _phrase("al", "mayadin"), [as_it_stands("al"), as_it_stands("mayadin")]),
        ("title:deal", q.Term("title", "~deal"), [typed("deal", "~deal", "title")]),
        (
            "رقة مقاتل",
            q.And([_word("~رقه"), _word("~مقاتل")]),
            [typed("رقه", "~رقه"), typed("مقاتل", "~مقاتل")],
        ),
        ('"بالرقه"', _word("بالرقه"), [as_it_stands("بالرقه")]),
        ("2017", _word("~2017"), [typed("2017", "~2017")]),
    ],
)  # fmt: skip
def test_same_hits_and_scores(
    folder: Path, stock: Stock, query: str, found: Any, words: list[Callable[[Stock], Counter[str]]]
) -> None:
    index = open_index(in_folder(folder))
    ours = dict(index.ranking(SearchRequest(parse(query), limit=1000)))
    index.close()
    theirs = stock.found(found)
    worth = sum((word(stock) for word in words), Counter[str]())
    if query != "absent":
        assert len(ours) > 3
    assert ours == pytest.approx({key: worth[key] for key in theirs}, abs=1e-6)


@pytest.mark.parametrize("match", ["all", "any"])
def test_a_word_said_again_counts_less_each_time(folder: Path, stock: Stock, match: Match) -> None:
    index = open_index(in_folder(folder))
    ours = dict(index.ranking(SearchRequest(parse("deal fighters Deal deal"), match=match, limit=1000)))
    index.close()
    once, again = FIGHTERS(stock), DEAL(stock)
    found = once.keys() & again.keys() if match == "all" else once.keys() | again.keys()
    assert ours == pytest.approx({key: once[key] + (1 + math.log(3)) * again[key] for key in found}, abs=1e-6)


@pytest.mark.parametrize(("match", "words"), [("all", 2), ("any", 1)])
def test_a_function_word_is_worth_nothing_where_any_word_will_do(
    folder: Path, stock: Stock, match: Match, words: int
) -> None:
    index = open_index(in_folder(folder))
    ours = dict(index.ranking(SearchRequest(parse("deal of"), match=match, limit=1000)))
    index.close()
    found = stock.found(q.And([_word("~deal"), _word("~of")][:words]))
    worth = sum([DEAL(stock), typed("of", "~of")(stock)][:words], Counter[str]())
    assert len(ours) > 3
    assert ours == pytest.approx({key: worth[key] for key in found}, abs=1e-6)


@pytest.mark.parametrize(
    ("query", "only"),
    [
        ("fighters after:2017-10-08", q.TermRange("published", "2017-10-08", "9999")),
        ("fighters before:2017-10-08", q.TermRange("published", "0001", "2017-10-08")),
        ('fighters speaker:"Omar Alloush"', q.Term("facet_speaker", "Omar Alloush")),
        ("fighters -place:raqqa", q.Not(q.Term("facet_place", "Raqqa"))),
    ],
)
def test_conditions_narrow_and_do_not_score(folder: Path, stock: Stock, query: str, only: Any) -> None:
    index = open_index(in_folder(folder))
    ours = dict(index.ranking(SearchRequest(parse(query), limit=1000)))
    index.close()
    worth = FIGHTERS(stock)
    assert 3 < len(ours) < 350
    assert ours == pytest.approx({key: worth[key] for key in stock.found(_word("~fighter"), only)}, abs=1e-6)


@pytest.mark.parametrize("field", ["title", "text"])
def test_near_is_stock_whooshs_sloppy_phrase_in_either_order(folder: Path, stock: Stock, field: str) -> None:
    index = open_index(in_folder(folder))
    ours = dict(index.ranking(SearchRequest(parse(f"{field}:(convoy NEAR/3 deal)"), limit=1000)))
    index.close()
    words = ["~convoy", "~deal"]
    near = q.Or([q.Phrase(field, order, slop=3) for order in (words, words[::-1])])
    worth = stock.worth(words[0], (field,)) + stock.worth(words[1], (field,))
    assert len(ours) > 1
    assert ours == pytest.approx({key: worth[key] for key in stock.found(near)}, abs=1e-6)


def test_same_prefix_hits(folder: Path, stock: Stock) -> None:
    index = open_index(in_folder(folder))
    ours = {key for key, _ in index.ranking(SearchRequest(parse("fight*"), limit=1000))}
    assert ours == stock.found(q.Or([q.Prefix(f, "fight") for f in BOTH])).keys()
    index.close()


def test_whoosh_finds_positions_and_facet_values(stock: Stock) -> None:
    reader = stock.searcher.reader()
    matcher = reader.postings("text", "fighters")
    assert matcher.value_as("positions")
    assert b"Omar Alloush" in set(reader.lexicon("facet_speaker"))


def test_lengths_are_kept_as_whoosh_keeps_them() -> None:
    assert DECODED_LENGTHS.tolist() == [byte_to_length(byte) for byte in range(256)]
    lengths = (*range(1, 3_000), *range(3_000, 120_000, 97), 108_115, 108_116, 10**9)
    assert [length_code(n) for n in lengths] == [length_to_byte(n) for n in lengths]
