"""The language model: names in paragraphs, and the grammar of sentences. The only module that imports spaCy.

Gives plain values (offsets, labels, heads), so that no other module sees a spaCy object.
Knows nothing of stories.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from searchapp.errors import ConfigError

if TYPE_CHECKING:
    from searchapp.enrich.models.spacy_layers import Encoder, NameFinder

T = TypeVar("T")

BATCH_CHARS = 20_000
"""Characters a batch: large enough for the matrix products, small enough for memory."""
LONGEST_PARSE = 140
"""Tokens; the rest of a longer sentence is not parsed (parsing is linear, but such a sentence is a list)."""
_GOES_ON = 2**64 - 1
"""-1 as the library keeps it: no sentence begins with this word."""


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


class Model(Protocol):
    """What finds the names in texts and the grammar of sentences."""

    @property
    def name(self) -> str:
        """Its language, name and version."""
        ...

    @property
    def language(self) -> str:
        """The one language that it reads, as stories have it."""
        ...

    def names(self, texts: Sequence[str]) -> list[list[Named]]:
        """The names in each text, in order."""
        ...

    def parse(self, texts: Sequence[str]) -> list[list[Word]]:
        """The grammar of each text, taken as one sentence."""
        ...


class SpacyModel:
    """A loaded model; see `Model`."""

    def __init__(self, model: str) -> None:
        # Only here: a command that enriches nothing starts without the second that the library takes.
        self._nlp = _loaded(model)
        from searchapp.enrich.models.spacy_layers import encoder_of, name_finder_of  # noqa: PLC0415

        meta = self._nlp.meta
        self.language: str = meta.get("lang", "en")
        self.name = f"{meta.get('lang', '')}_{meta.get('name', model)}-{meta.get('version', '0')}"
        self._names = self._nlp.get_pipe("ner")
        self._words = self._nlp.get_pipe("tok2vec")
        self._grammar = self._nlp.get_pipe("parser")
        self._encoder: Encoder | None = encoder_of(self._words.model)
        self._name_finder: NameFinder | None = name_finder_of(self._names)

    def names(self, texts: Sequence[str]) -> list[list[Named]]:
        """The names in each text, in order; none in a text without a capital letter."""
        found: list[list[Named]] = [[] for _ in texts]
        cased = [at for at, text in enumerate(texts) if any(map(str.isupper, text))]
        for batch in _batches(cased, [len(texts[at]) for at in cased]):
            docs = [self._nlp.make_doc(texts[at]) for at in batch]
            for at, names in zip(batch, self._names_in(docs), strict=True):
                found[at] = names
        return found

    def _names_in(self, docs: Sequence[Any]) -> list[list[Named]]:
        if self._name_finder is None:
            self._names.set_annotations(docs, self._names.predict(docs))
            return [[Named(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs]
        return [
            [Named(doc[a].idx, doc[b].idx + len(doc[b]), label) for a, b, label in spans]
            for doc, spans in zip(docs, self._name_finder.spans(docs), strict=True)
        ]

    def parse(self, texts: Sequence[str]) -> list[list[Word]]:
        """The grammar of each text, taken as one sentence; it should hold no two spaces in a row."""
        parsed: list[list[Word]] = []
        for batch in _batches(texts, [len(text) for text in texts]):
            docs = [self._one_sentence(t) for t in batch]
            self._words.set_annotations(docs, self._vectors(docs))
            self._grammar.set_annotations(docs, self._grammar.predict(docs))
            parsed.extend(map(self._words_of, docs))
        return parsed

    def _vectors(self, docs: Sequence[Any]) -> Sequence[Any]:
        if self._encoder is None:
            vectors: Sequence[Any] = self._words.predict(docs)
            return vectors
        return self._encoder.each(docs)

    def _words_of(self, doc: Any) -> list[Word]:
        strings = doc.vocab.strings
        rows = doc.to_array(["IDX", "LENGTH", "HEAD", "DEP"])
        heads = rows[:, 2].astype("int64").tolist()
        return [
            Word(start, start + length, at + head, strings[relation])
            for at, ((start, length, _, relation), head) in enumerate(zip(rows.tolist(), heads, strict=True))
        ]

    def _one_sentence(self, text: str) -> Any:
        doc = self._nlp.make_doc(text)
        if len(doc) > LONGEST_PARSE:
            doc = self._nlp.make_doc(text[: doc[LONGEST_PARSE].idx])
        starts = doc.to_array(["SENT_START"])
        starts[:] = _GOES_ON
        starts[:1] = 1
        return doc.from_array(["SENT_START"], starts)


def _loaded(model: str) -> Any:
    try:
        import spacy  # noqa: PLC0415
        from thinc.api import NumpyOps, get_current_ops, set_current_ops  # noqa: PLC0415
    except ImportError as missing:
        raise ConfigError(
            "spaCy, which finds names and grammar, is not installed.",
            hint="Install searchapp with all its dependencies, or index with --no-enrich.",
        ) from missing
    before = get_current_ops()
    # numpy's own matrix product is some three times faster here than the one thinc prefers.
    set_current_ops(NumpyOps(use_blis=False))
    try:
        return spacy.load(model, exclude=["tagger", "attribute_ruler", "lemmatizer", "senter"])
    except OSError as missing:
        raise ConfigError(
            f"The language model {model!r} can't be loaded.",
            hint="Install its package beside searchapp, or name another with the `model` setting.",
        ) from missing
    finally:
        set_current_ops(before)


def _batches(items: Sequence[T], sizes: Sequence[int]) -> Iterable[Sequence[T]]:
    start = size = 0
    for at, more in enumerate(sizes):
        if size and size + more > BATCH_CHARS:
            yield items[start:at]
            start, size = at, 0
        size += more
    if start < len(items):
        yield items[start:]
