"""How records lie in an index of the cluster: fields, analysis, versions.

Text is sent as the tokens of `searchapp.text.analysis`, the terms of one token joined (`tokens_of`); all that the
cluster does is to part them again, so that the same terms stand at the same positions as in the embedded engine.
A story's title and text are searched in fields of their own and weighed in a third, `both`, in which the title
stands as often as it counts (see `searchapp.engines.ranking`). Statements have fields of their own, so that they
change neither how rare a word of a story is nor how long stories are.

A facet's values are keys, one for all spellings of a name, under `found` as they were indexed and under `now` as
they are decided; `names` has the spellings.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from searchapp.engines.ranking import RANKING
from searchapp.facets import FACET_KEYS
from searchapp.model import RecordKind
from searchapp.text.analysis import Token, index_terms, tokenize

SCHEMA_VERSION = "1"
"""Raised whenever an index of the code before can't be read by the code after."""
MARK = "searchapp"
"""What the manifest of an index of ours begins with; nothing else is ever changed or deleted."""
FOUND, NOW = "found", "now"
"""The two heads of a record: as it was found, and as it is decided."""
TEXT_FIELDS: dict[RecordKind, dict[str, str]] = {
    "story": {"title": "title", "text": "text"},
    "statement": {"title": "said_title", "text": "said"},
}
"""By kind of record: text field of the query language -> field in the index."""
BOTH = "both"
"""The field of a story's title, as often as it counts, and its text: what a word of no field is looked for in."""
WEIGHT = {
    fields["title"]: (RANKING.k1 + 1) / (RANKING.k1 / RANKING.fields["title"] + 1)
    for fields in TEXT_FIELDS.values()
}
"""What a word that is bound to a field weighs more there than the cluster gives it, where it is more."""
_APART = 1_000
"""Words between a title and a text: more than any NEAR reaches over."""
RELATION = "relation"
RETITLED = "retitled"
"""Whether a record's title is not the one that was found."""
GROUPED = "group:"
"""What the group of stories that are printed elsewhere too begins with; a story of none is its own."""
_TEXTS = [field for fields in TEXT_FIELDS.values() for field in fields.values()]
ASKED = ("kind", *_TEXTS, BOTH, FOUND, NOW, "gone")
"""The fields of a record that tell whether a query which asks of no other record finds it."""
LONGEST_TERM = 8000
"""Characters of a term; Lucene takes 32,766 bytes, and nobody types more."""
MOST_TERMS = 65_536
"""Values that one filter may name."""
MOST_FOUND = 10_000
"""Hits that one question may page through; for what lies deeper the engine goes on from the last hit."""


def tokens_of(text: str) -> str:
    """A text as its tokens, the terms of each joined: what the cluster's analysis parts again."""
    return wired(tokenize(text))


def wired(tokens: Iterable[Token]) -> str:
    """Tokens as `tokens_of` has them."""
    return " ".join([_wired(exact, acronym, also) for exact, acronym, _, _, also in tokens])


@lru_cache(maxsize=200_000)
def _wired(exact: str, acronym: bool, also: tuple[str, ...]) -> str:
    """The terms of one token, joined."""
    return "|".join(map(term_of, index_terms(Token(exact, acronym, 0, 0, also))))


def term_of(term: str) -> str:
    """A term as it lies in the index."""
    return term[:LONGEST_TERM]


def settings(*, shards: int, replicas: int, major: int) -> dict[str, Any]:
    """The settings of a new index on a cluster of this major version."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "max_result_window": MOST_FOUND,
        "max_terms_count": MOST_TERMS,
        "codec": "best_compression",
        "similarity": {name: _bm25(times, major) for name, times in RANKING.fields.items()},
        "analysis": {
            "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 1_048_576}},
            "filter": {"apart": {"type": "pattern_capture", "preserve_original": False, "patterns": ["([^|]+)"]}},
            "analyzer": {"tokens": {"type": "custom", "tokenizer": "spaces", "filter": ["apart"]}},
        },
    }


def _bm25(times: float, major: int) -> dict[str, Any]:
    """BM25 in a field each of whose words counts so many times.

    From 3 on the one by this name is without the factor k1 + 1, against which a prefix is weighed.
    """
    return {
        "type": "BM25" if major < 3 else "LegacyBM25",
        "k1": RANKING.k1 / times,
        "b": RANKING.b,
        "discount_overlaps": False,
    }


def mappings() -> dict[str, Any]:
    """The mapping of a new index; a field that is not in it is refused."""
    text = {"type": "text", "analyzer": "tokens", "position_increment_gap": _APART}
    keyword = {"type": "keyword"}
    facets = {"properties": dict.fromkeys(FACET_KEYS, keyword)}
    head = {"properties": {**facets["properties"], "day": {"type": "integer"}, "group": keyword}}
    kept = {"type": "keyword", "index": False, "doc_values": False}
    return {
        "dynamic": "strict",
        "properties": {
            "id": keyword,
            "kind": keyword,
            RELATION: {"type": "join", "relations": {"story": "statement"}, "eager_global_ordinals": True},
            "story": keyword,
            "ordinal": {"type": "integer"},
            **{
                field: {**text, "similarity": name}
                for fields in TEXT_FIELDS.values()
                for name, field in fields.items()
            },
            BOTH: {**text, "similarity": "text"},
            FOUND: head,
            NOW: head,
            "names": facets,
            "gone": {"type": "boolean"},
            RETITLED: {"type": "boolean"},
            "settled": keyword,
            "given": keyword,
            "words": {"type": "keyword", "index": False},
            "digest": keyword,
            "fingerprint": {"type": "keyword", "index": False},
            "data": kept,
        },
    }


def query_mappings() -> dict[str, Any]:
    """The mapping of an index of queries, which holds them against records by the fields that they ask."""
    fields = mappings()["properties"]
    own = {"query": {"type": "percolator"}, "day": {"type": "integer"}}
    return {"dynamic": "strict", "properties": {**{name: fields[name] for name in ASKED}, **own}}
