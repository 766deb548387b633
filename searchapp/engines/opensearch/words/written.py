"""The words of stories as they lie in the field `words`, and what gathers them from there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from searchapp.text.analysis import Token, is_function_word

FIELD = "words"
_STROKE = "|"
_LONGEST = 64
"""Letters of a word that is kept."""
_SAMPLE = 2000
"""Stories of a shard of which the commonest words are taken; who types waits for no more."""
_SPECIAL = re.compile(r"([^\w])")
Aggs = dict[str, Any]
Ways = Mapping[str, Mapping[str, int]]
"""By exact form how a word is written, and in how many stories."""


def written(*texts: tuple[str, Sequence[Token]]) -> list[str]:
    """The words of texts, given their tokens: each once, as it stands there most often, function words aside."""
    ways: dict[str, dict[str, int]] = {}
    for text, tokens in texts:
        for exact, _, start, end, _ in tokens:
            found, way = ways.setdefault(exact, {}), text[start:end]
            found[way] = found.get(way, 0) + 1
    chosen = ((exact, _way(exact, found)) for exact, found in ways.items() if _is_kept(exact))
    return [exact if way == exact else f"{exact}{_STROKE}{way}" for exact, way in chosen]


def _is_kept(exact: str) -> bool:
    return exact.isalnum() and len(exact) <= _LONGEST and not is_function_word(exact)


def _way(exact: str, found: Mapping[str, int]) -> str:
    """How a word is written most often, in small letters where it ever is."""
    plain = [way for way in found if way.isalnum()]
    small = [way for way in plain if way == way.lower()]
    return max(small or plain, key=lambda way: (found[way], way), default=exact)


def beginning(starts: Sequence[str], *, most: int) -> Aggs:
    """The commonest words that begin in one of these ways, of some of the stories that have any (`having`)."""
    return _gathered(f"({'|'.join(map(_quoted, starts))}).*", most)


def having(field: str, starts: Sequence[str]) -> Aggs:
    """The stories that have a word that begins in one of these ways."""
    return {"bool": {"should": [{"prefix": {field: start}} for start in starts], "minimum_should_match": 1}}


def forms(exact: Sequence[str]) -> Aggs:
    """How some words are written, in some of the stories."""
    return _gathered(f"({'|'.join(map(_quoted, exact))})(\\{_STROKE}.*)?", 8 * len(exact))


def ways_of(told: Mapping[str, Any]) -> dict[str, Counter[str]]:
    """What was gathered: by exact form each way in which it is written, and in how many of the stories."""
    ways: dict[str, Counter[str]] = {}
    for bucket in told["words"]["buckets"]:
        exact, _, way = bucket["key"].partition(_STROKE)
        ways.setdefault(exact, Counter())[way or exact] += bucket["doc_count"]
    return ways


def likeliest_way(ways: Mapping[str, int]) -> str:
    """A word as most stories write it; of two ways the one in small letters."""
    return min(ways, key=lambda way: (way != way.lower() and way.lower() in ways, -ways[way], way))


def commonest(ways: Ways) -> list[str]:
    """The words that were gathered, those first that most of the stories have."""
    return sorted(ways, key=lambda exact: (-sum(ways[exact].values()), exact))


def _gathered(pattern: str, most: int) -> Aggs:
    """The commonest words of some stories that a pattern matches.

    The lone stroke, which is no word, keeps all that matches from beginning alike: where that lies behind the last
    word that there is, OpenSearch 2.19 fails.
    """
    include = rf"{pattern}|\{_STROKE}"
    words = {"terms": {"field": FIELD, "include": include, "size": most, "shard_size": 2 * most}}
    return {"sampler": {"shard_size": _SAMPLE}, "aggs": {"words": words}}


def _quoted(text: str) -> str:
    """A text as a pattern of the cluster that matches it alone."""
    return _SPECIAL.sub(r"\\\1", text)


def each(field: str, exact: Iterable[str]) -> Aggs:
    """In how many stories each of these words is."""
    return {"filters": {"filters": {word: {"term": {field: word}} for word in exact}}}
