"""The language model: names in paragraphs, and the grammar of sentences. The only module that imports spaCy.

Gives plain values (offsets, labels, heads), so that no other module sees a spaCy object.
Knows nothing of stories.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from searchapp.errors import ConfigError

NAMES_BATCH = 32
PARSE_BATCH = 64
"""Texts a batch: large enough for the matrix products, small enough for memory."""
LONGEST_PARSE = 140
"""Tokens; the rest of a longer sentence is not parsed (parsing is linear, but such a sentence is a list)."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name as the model gives it: offsets into the text it was given, and the model's own label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Word:
    """One token: offsets into the text it was given, position of its head (itself for the root), relation."""

    start: int
    end: int
    head: int
    relation: str


class Language:
    """A loaded model."""

    def __init__(self, model: str) -> None:
        try:
            import spacy
            from thinc.api import NumpyOps, get_current_ops, set_current_ops
        except ImportError as missing:
            raise ConfigError(
                "spaCy, which finds names and grammar, is not installed.",
                hint="Install searchapp with all its dependencies, or index with --no-enrich.",
            ) from missing
        before = get_current_ops()
        # numpy's own matrix product is some three times faster here than the one thinc prefers.
        set_current_ops(NumpyOps(use_blis=False))
        try:
            self._nlp: Any = spacy.load(model, exclude=["tagger", "attribute_ruler", "lemmatizer", "senter"])
        except OSError as missing:
            raise ConfigError(
                f"The language model {model!r} can't be loaded.",
                hint="Install its package beside searchapp, or name another with the `model` setting.",
            ) from missing
        finally:
            set_current_ops(before)
        meta = self._nlp.meta
        self.name = f"{meta.get('lang', '')}_{meta.get('name', model)}-{meta.get('version', '0')}"
        self._names: Any = self._nlp.get_pipe("ner")
        self._grammar: list[Any] = [
            self._nlp.get_pipe(n) for n in self._nlp.pipe_names if n in ("tok2vec", "parser")
        ]

    def names(self, texts: Sequence[str]) -> list[list[Named]]:
        """The names in each text, in order."""
        found: list[list[Named]] = []
        for batch in _batches(texts, NAMES_BATCH):
            docs = [self._nlp.make_doc(t) for t in batch]
            self._names.set_annotations(docs, self._names.predict(docs))
            found.extend([Named(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs)
        return found

    def parse(self, texts: Sequence[str]) -> list[list[Word]]:
        """The grammar of each text, taken as one sentence; it should hold no two spaces in a row."""
        parsed: list[list[Word]] = []
        for batch in _batches(texts, PARSE_BATCH):
            docs = [self._one_sentence(t) for t in batch]
            for component in self._grammar:
                component.set_annotations(docs, component.predict(docs))
            parsed.extend([Word(t.idx, t.idx + len(t), t.head.i, t.dep_) for t in doc] for doc in docs)
        return parsed

    def _one_sentence(self, text: str) -> Any:
        doc = self._nlp.make_doc(text)
        if len(doc) > LONGEST_PARSE:
            doc = self._nlp.make_doc(text[: doc[LONGEST_PARSE].idx])
        for token in doc:
            token.is_sent_start = token.i == 0
        return doc


def _batches(texts: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    for at in range(0, len(texts), size):
        yield texts[at : at + size]
