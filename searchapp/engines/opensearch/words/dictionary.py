"""The words that stories are written in: those near to another, and those that begin so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from searchapp.engines.arrays import Strings
from searchapp.engines.opensearch.cluster import Body
from searchapp.engines.opensearch.count.rounds import Part, Question
from searchapp.engines.opensearch.layout import BOTH, term_of
from searchapp.engines.opensearch.words import written
from searchapp.engines.spelling.likelihood import Candidate, likeliest
from searchapp.engines.spelling.nearness import Letters, edits_allowed
from searchapp.query.matching import slots
from searchapp.query.result import Spelling
from searchapp.query.tree import Word
from searchapp.text.analysis import fold_word, is_function_word, stem_term

MOST_COMPARED = 64
"""Words that begin alike, of which the commonest are chosen."""
_MOST_NEAR = 200
"""Words near to one that the cluster is asked for."""
_HOWEVER_MANY = 1_000_000_000


def begun(start: str, *, most: int) -> Part[tuple[Spelling, ...]]:
    """The words that begin so, those that most stories have first; one of each stem."""
    starts = [fold_word(start)]
    aggs = {"begun": written.beginning(starts, most=2 * MOST_COMPARED)}
    (told,) = yield [Question(aggs, more=(written.having(BOTH, starts),))]
    ways = written.ways_of(told["begun"])
    by_stem: dict[str, str] = {}
    for exact in written.commonest(ways)[:MOST_COMPARED]:
        if not is_function_word(exact):
            by_stem.setdefault(stem_term(exact), exact)
    found = yield from _counted(list(by_stem.values()), ways)
    return tuple(sorted(found, key=lambda one: -one.stories)[:most])


def near(word: str, suggested: Sequence[Candidate], *, most: int) -> Part[list[Spelling]]:
    """Words that may be meant by one, of those that the cluster knows; likeliest first."""
    own = stem_term(word)
    other = (one for one in suggested if stem_term(one.exact) != own)
    exact = [one.exact for one in likeliest(word, other, most=2 * most)]
    if not exact:
        return []
    (told,) = yield [Question({"forms": written.forms(exact)}, more=({"terms": {BOTH: exact}},))]
    found = yield from _counted(exact, written.ways_of(told["forms"]))
    return found[:most]


def _counted(words: Sequence[str], ways: written.Ways) -> Part[list[Spelling]]:
    """Some words as stories write them, those that any story has."""
    if not words:
        return []
    (told,) = yield [Question({"each": written.each(BOTH, words)})]
    stories = {word: bucket["doc_count"] for word, bucket in told["each"]["buckets"].items()}
    return [
        Spelling(written.likeliest_way(ways.get(word, {word: 1})), stories[word])
        for word in words
        if stories[word]
    ]


# --- words near to one


def suggesting(word: str) -> Body:
    """What asks how many stories a word finds, and for the words near to it."""
    row = slots(Word(word))
    term = {
        "field": BOTH, "suggest_mode": "always", "sort": "frequency", "max_edits": edits_allowed(word) or 1,
        "prefix_length": 0, "min_word_length": 1, "size": _MOST_NEAR, "shard_size": _MOST_NEAR,
        "max_term_freq": _HOWEVER_MANY,
    }  # fmt: skip
    query: Body = {"term": {BOTH: term_of(row[0].term)}} if row else {"match_none": {}}
    body: Body = {"size": 0, "track_total_hits": True, "query": query}
    return {**body, "suggest": {"near": {"text": word, "term": term}}} if edits_allowed(word) else body


def suggested(word: str, answer: Mapping[str, Any]) -> list[Candidate]:
    """The words near to one that the cluster knows, by their exact forms."""
    told = [option for one in answer.get("suggest", {}).get("near", ()) for option in one["options"]]
    uses = {option["text"]: int(option["freq"]) for option in told if option["text"].isalnum()}
    exact = [text for text in uses if text == text.lower()]
    if not exact:
        return []
    letters = Letters(Strings.of([text.encode() for text in exact]))
    return [Candidate(exact[n], away, uses[exact[n]]) for n, away in letters.near(word)]
