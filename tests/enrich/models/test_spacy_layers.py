"""The model read in a few matrix products finds what its own layers and moves find, word by word."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from searchapp.enrich import DEFAULT_MODEL
from searchapp.enrich.models.name_moves import NameMoves
from searchapp.enrich.models.spacy_layers import encoder_of, name_finder_of
from searchapp.enrich.models.spacy_model import Named, SpacyModel
from searchapp.enrich.models.word_vectors import in_context, layer_of

TEXTS = (
    "Ada Lund of the Harbor Council told the Vell Post on Monday that 12 ships had left Oslo for New York.",
    "the late Mayor Karl Boone, 61, was born in the Republic of Korea; his U.N. office is on Fifth Avenue.",
    "  Two   spaces\tand a tab: Dr. Mara  Voss-Keller (left) of Keller & Sons Ltd.",
    "PORT ALMA, Norway (AP) - It rained.",
    "A",
    "no capital anywhere, not one in all of this long sentence about rain and ships and sealing wax",
    "O\u2019Hara met d'Este, \u00c9mile Zorn and \u0391\u03b8\u03ae\u03bd\u03b1 in S\u00e3o Tom\u00e9. " * 12,
    "The Bank The Bank Of The River Of The Bank " * 40,
)


@pytest.fixture(scope="module")
def library() -> Any:
    return pytest.importorskip("spacy").load(DEFAULT_MODEL)


def test_names_are_those_of_the_model_itself(library: Any) -> None:
    found = SpacyModel(DEFAULT_MODEL).names(TEXTS)
    for text, names in zip(TEXTS, found, strict=True):
        own = [Named(e.start_char, e.end_char, e.label_) for e in library(text).ents]
        kinds = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"}
        assert [n for n in names if n.label in kinds] == [n for n in own if n.label in kinds]


def test_grammar_is_that_of_the_model_itself(library: Any) -> None:
    texts = [text for text in TEXTS if "  " not in text]
    parser = library.get_pipe("parser")
    for text, words in zip(texts, SpacyModel(DEFAULT_MODEL).parse(texts), strict=True):
        doc = library.make_doc(text)
        for token in doc:
            token.is_sent_start = token.i == 0
        doc = parser(library.get_pipe("tok2vec")(doc))
        wanted = [(t.idx, t.idx + len(t), t.head.i, t.dep_) for t in doc][: len(words)]
        assert len(wanted) > 100 or [(w.start, w.end, w.head, w.relation) for w in words] == wanted


def test_a_model_that_is_built_otherwise_is_left_to_the_library(library: Any) -> None:
    blank = pytest.importorskip("spacy").blank("en")
    wide = {"@architectures": "spacy.HashEmbedCNN.v2", "width": 16, "depth": 2, "embed_size": 20, "window_size": 2}
    other = {"maxout_pieces": 3, "subword_features": True, "pretrained_vectors": None}
    recognizer = blank.add_pipe("ner", config={"model": {"tok2vec": wide | other}})
    recognizer.add_label("ORG")
    blank.initialize()
    assert encoder_of(recognizer.model.get_ref("tok2vec").layers[0]) is None
    assert name_finder_of(recognizer) is None


def test_words_that_nobody_asks_for_change_no_other() -> None:
    random = np.random.default_rng(4)
    layers = [
        layer_of(*(random.normal(size=s).astype(np.float32) for s in ((6, 3, 18), (6, 3), (6,), (6,))))
        for _ in range(3)
    ]
    lengths = [5, 1, 30, 2]
    vectors = random.normal(size=(sum(lengths), 6)).astype(np.float32)
    wanted = np.array([0, 5, 17, 18, 36])
    whole, some = in_context(vectors, lengths, layers), in_context(vectors, lengths, layers, wanted=wanted)
    assert np.allclose(whole[wanted], some[wanted], atol=1e-4)
    alone = in_context(vectors[6:36], [30], layers)
    assert np.allclose(whole[6:36], alone, atol=1e-4)


def _moves() -> NameMoves:
    """One label; a word begins a name from 2 on, stands alone as one from 3 on, and lets it go on above 0."""
    one = np.array([[1.0, 0.0]], dtype=np.float32)
    zero = np.zeros((1, 2), dtype=np.float32)
    floor = np.full(2, -100, dtype=np.float32) * np.array([0, 1], dtype=np.float32)
    return NameMoves(
        lower=(one, zero, zero),
        missing=np.zeros(2, dtype=np.float32),
        bias=floor,
        outside=(np.array([[0, 1, 2]], dtype=np.float32), np.array([1, 0, -2], dtype=np.float32)),
        within=(np.array([[[0], [1]]], dtype=np.float32), np.zeros((1, 2), dtype=np.float32)),
    )


@pytest.mark.parametrize(
    ("scores", "lengths", "names"),
    [
        ([0, 2, 1, -1, 0], [5], [(1, 3, 0)]),
        ([2, 2, 2], [3], [(0, 2, 0)]),
        ([2, 2, 2, -1], [2, 2], [(0, 1, 0), (2, 3, 0)]),
        ([0, 1], [1, 1], []),
        ([0, 2], [1, 1], [(1, 1, 0)]),
        ([0, 9], [1, 1], [(1, 1, 0)]),
        ([2, -1, 2, -1, 9], [5], [(0, 1, 0), (2, 3, 0), (4, 4, 0)]),
        ([0, 0, 0], [3], []),
    ],
)
def test_a_name_begins_goes_on_and_ends(
    scores: list[float], lengths: list[int], names: list[tuple[int, int, int]]
) -> None:
    vectors = np.array(scores, dtype=np.float32).reshape(-1, 1)
    assert _moves().spans(vectors, lengths, np.zeros(len(scores), dtype=bool)) == names
