"""The weights of a model as plain arrays, for `word_vectors` and `name_moves`; none where it is built otherwise.

Takes the library's own objects by what they are called and never imports it. What this gives is, but for rounding,
what the model's own layers give, in a third of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from searchapp.enrich.models.name_moves import Flags, NameMoves
from searchapp.enrich.models.word_vectors import Floats, Layer, Rows, aside, in_context, layer_of

Ints = npt.NDArray[np.uint64]

_CONVOLUTION = "residual(expand_window>>maxout>>layernorm>>dropout)"
_WORD = ("ORTH", "NORM", "SPACY")
"""What tells one word from another: all else that a model looks at follows from these."""
_CAPITAL = "X"
"""What the shape of a word has for a capital letter."""
_BEFORE_CAPITAL = 2
"""Words before one with a capital that may open its name: "the late Mayor", "the A"."""
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


@dataclass(frozen=True, eq=False)
class Encoder:
    """What gives each word of some documents its vector."""

    columns: tuple[str, ...]
    table: Callable[[Ints], Floats]
    mixed: Layer
    layers: tuple[Layer, ...]

    def vectors(self, docs: Sequence[Any], wanted: Rows | None = None) -> Floats:
        """The vectors of all words; with `wanted`, only those words' are right."""
        words = np.concatenate([doc.to_array([*_WORD, *self.columns]) for doc in docs])
        # A word is looked up once, however often it stands there.
        _, first, each = np.unique(words[:, : len(_WORD)] @ _MIX, return_index=True, return_inverse=True)
        kinds = self.mixed(self.table(np.ascontiguousarray(words[first, len(_WORD) :])))
        return in_context(kinds[each], [len(doc) for doc in docs], self.layers, wanted=wanted)

    def each(self, docs: Sequence[Any]) -> list[Floats]:
        """The vectors of each document apart."""
        return np.split(self.vectors(docs), np.cumsum([len(doc) for doc in docs])[:-1])


def encoder_of(tok2vec: Any) -> Encoder | None:
    """The encoder of a model's layer of that name."""
    if len(tok2vec.layers) != 2:
        return None
    embedding, encoding = tok2vec.layers
    if not _is_table(embedding):
        return None
    steps = encoding.layers[0].layers if encoding.layers else []
    if not steps or any(step.name != _CONVOLUTION for step in steps) or encoding.attrs.get("pad") != len(steps):
        return None
    if any(step.layers[0].layers[0].attrs["window_size"] != 1 for step in steps):
        return None
    features, _, table, mixed, _ = embedding.layers
    return Encoder(
        columns=tuple(features.attrs["columns"]),
        table=table.predict,
        mixed=_layer(mixed.layers[0]),
        layers=tuple(_layer(step.layers[0].layers[1]) for step in steps),
    )


def _is_table(embedding: Any) -> bool:
    """Whether a word's features are looked up, joined and brought to a width by one layer."""
    parts = [part.name.split("(")[0] for part in embedding.layers]
    return (
        parts == ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]
        and embedding.layers[3].layers[0].name == "maxout>>layernorm>>dropout"
    )


def _layer(maxout_and_dropout: Any) -> Layer:
    maxout, norm = maxout_and_dropout.layers[0].layers
    return layer_of(maxout.get_param("W"), maxout.get_param("b"), norm.get_param("G"), norm.get_param("b"))


@dataclass(frozen=True, eq=False)
class NameFinder:
    """What finds the names of some documents."""

    encoder: Encoder
    narrow: tuple[Floats, Floats]
    moves: NameMoves
    labels: tuple[str, ...]

    def spans(self, docs: Sequence[Any]) -> list[list[tuple[int, int, str]]]:
        """For each document its names as (first word, last word, label), near capitals only."""
        lengths = [len(doc) for doc in docs]
        weights, bias = self.narrow
        able, blank = _near_capitals(docs)
        vectors = self.encoder.vectors(docs, np.flatnonzero(able)) @ weights + bias
        begins = np.concatenate(([0], np.cumsum(lengths)))
        found: list[list[tuple[int, int, str]]] = [[] for _ in docs]
        for first, last, label in self.moves.spans(vectors, lengths, blank | ~able):
            at = int(np.searchsorted(begins, first, side="right")) - 1
            found[at].append((first - int(begins[at]), last - int(begins[at]), self.labels[label]))
        return found


def _near_capitals(docs: Sequence[Any]) -> tuple[Flags, Flags]:
    """Which words have a capital letter or stand near such a word, and which are nothing but space."""
    words = np.concatenate([doc.to_array(["SHAPE", "IS_SPACE"]) for doc in docs])
    shapes, each = np.unique(words[:, 0], return_inverse=True)
    strings = docs[0].vocab.strings
    capital = np.array([_CAPITAL in strings[shape] for shape in shapes])[each]
    near = capital.copy()
    for before in range(1, _BEFORE_CAPITAL + 1):
        near[:-before] |= capital[before:]
    near[1:] |= capital[:-1]
    return near, words[:, 1].astype(bool)


def name_finder_of(recognizer: Any) -> NameFinder | None:
    """The finder of a model's component that recognises names."""
    model, moves = recognizer.model, recognizer.moves
    if not model.attrs.get("has_upper") or recognizer.cfg.get("beam_width") != 1:
        return None
    words, lower, upper = (model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
    if [layer.name for layer in words.layers[1:]] != ["list2array", "linear"]:
        return None
    encoder = encoder_of(words.layers[0])
    if encoder is None or (lower.get_dim("nF"), lower.get_dim("nP")) != (3, 2):
        return None
    names = [moves.get_class_name(number) for number in range(moves.n_moves)]
    labels = tuple(name[2:] for name in names if name.startswith("B-"))
    number = {name: at for at, name in enumerate(names)}
    outside = [number["O"], *(number[move + label] for move in ("B-", "U-") for label in labels)]
    within = np.array([[number["L-" + label], number["I-" + label]] for label in labels])
    weights, bias = upper.get_param("W"), upper.get_param("b")
    hidden, missing = lower.get_param("W"), lower.get_param("pad")[0]
    linear = words.layers[2]
    return NameFinder(
        encoder,
        (np.ascontiguousarray(linear.get_param("W").T), linear.get_param("b")),
        NameMoves(
            lower=(aside(hidden[0]), aside(hidden[1]), aside(hidden[2])),
            missing=(missing[1] + missing[2]).T.reshape(-1),
            bias=lower.get_param("b").T.reshape(-1),
            outside=(np.ascontiguousarray(weights[outside].T), bias[outside]),
            within=(weights[within], bias[within]),
        ),
        labels,
    )
