"""A dossier: what was gathered out of an archive, with its sources, as a value; and its manifest.

The manifest says what the dossier quotes from which texts, and how its page reads, so that each can be compared
with the other and both with an archive. It does not show who made it. Pure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from searchapp.formats.codec import Layout, form_of, is_typed
from searchapp.model import Offsets

FORMAT = "searchapp dossier 1"
MANIFEST_ID = "manifest"
"""The id of the element of the page that holds the manifest."""
SHOWN = ("words", "speaker", "sha256")
"""What the page shows that the manifest says too, each in elements with `data-words="3"`, by its number."""


@dataclass(frozen=True, slots=True)
class Source:
    """A story that a dossier quotes: `sha256` is that of its text in UTF-8, `link` leads to the archive.

    What is not known is ""; `url` is the story's own address, `published` in ISO 8601, `doubts` say why the
    text may not be all there.
    """

    id: str
    title: str
    outlet: str
    published: str
    byline: str
    url: str
    link: str
    citation: str
    sha256: str
    characters: int
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage: its key, where its sentence and what is said in it stand in the story's text, and the words.

    `sentence` is None where the words no longer stand in the story; they are shown as they were kept. `speaker`,
    `mode`, `polarity`, `cue` and `rule` are "" where nobody is said to speak.
    """

    key: str
    words: str
    sentence: Offsets | None
    link: str
    citation: str
    spans: tuple[Offsets, ...] = ()
    said: str = ""
    speaker: str = ""
    mode: str = ""
    polarity: str = ""
    cue: str = ""
    rule: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a passage, a story, or a search; `source` is the number of its story, 0 where that is gone.

    `title` and `about` say what it is in words, `note` is what was written on it.
    """

    title: str
    about: str
    source: int
    evidence: Evidence | None
    note: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Entries in their order, with their sources; `asked` is the search that it was made of, in words, or "".

    `made` is the time in ISO 8601, `program` and `enrichment` are the versions of what made it and of what found
    names and statements. Sources and entries are numbered from 1.
    """

    title: str
    note: str
    asked: str
    archive: str
    made: str
    program: str
    enrichment: str
    sources: tuple[Source, ...]
    entries: tuple[Entry, ...]


_FORM = form_of(Dossier, Layout())


def sha256_of(text: str) -> str:
    """The digest of a story's text, as `sha256sum` gives it of a file with the text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def manifest_of(dossier: Dossier, *, page: str, files: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A dossier's manifest: the dossier itself, the digest of its page, those of files beside it, and its own."""
    content = {"format": FORMAT, "dossier": _FORM.to_json(dossier), "page": page}
    content |= {"files": dict(files)} if files is not None else {}
    return {**content, "sum": sum_of(content)}


def sum_of(manifest: Mapping[str, Any]) -> str:
    """The digest of all that a manifest says beside it."""
    rest = {name: value for name, value in manifest.items() if name != "sum"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def unbroken(manifest: Mapping[str, Any]) -> str:
    """A manifest as JSON that means the same however its lines are wrapped: no text in it has a space."""
    return json.dumps(manifest, separators=(",", ":")).replace(" ", r"\u0020")


def dossier_of(manifest: Mapping[str, Any]) -> Dossier:
    """The dossier of a manifest; ValueError, TypeError, KeyError or AttributeError where it is none."""
    if manifest["format"] != FORMAT:
        raise ValueError(f"it is of the form {str(manifest['format'])[:40]!r}")
    return _FORM.from_json(manifest["dossier"])


def is_sound(dossier: Dossier) -> bool:
    """Whether a dossier that was read can be one: values of their types, numbers that are those of sources."""
    many = len(dossier.sources)
    return is_typed(dossier) and all(0 <= e.source <= many and (e.source or _is_gone(e)) for e in dossier.entries)


def _is_gone(entry: Entry) -> bool:
    return entry.evidence is None or entry.evidence.sentence is None


def shown_of(dossier: Dossier) -> dict[tuple[str, str], str]:
    """What the page has to show under each name of SHOWN and number."""
    shown = {("sha256", str(n)): source.sha256 for n, source in enumerate(dossier.sources, 1)}
    for n, entry in enumerate(dossier.entries, 1):
        if entry.evidence:
            shown["words", str(n)] = entry.evidence.words
            shown |= {("speaker", str(n)): entry.evidence.speaker} if entry.evidence.speaker else {}
    return shown


def plain(text: str) -> str:
    """A text without white space, which mail and editors put in and take out."""
    return "".join(text.split())


class PageReader(HTMLParser):
    """Reads a dossier's page: `manifest` as it stands there, what is `shown`, and the digest of all else."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.manifest = ""
        self.shown: dict[tuple[str, str], str] = {}
        self._digest = hashlib.sha256()
        self._within = False
        self._at: list[tuple[str, str]] = []

    @property
    def page(self) -> str:
        """The digest of what was read: tags, attributes and text, but for white space and the manifest."""
        return self._digest.hexdigest()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag with its attributes."""
        self._take("<", tag, *(f"{name}={plain(value or '')}" for name, value in sorted(attrs, key=str)))
        self._within = ("id", MANIFEST_ID) in attrs
        self._at = [(name, value or "") for name in SHOWN for key, value in attrs if key == f"data-{name}"]
        for at in self._at:
            self.shown.setdefault(at, "")

    def handle_endtag(self, tag: str) -> None:
        """The end of an element; those that are read hold nothing but text."""
        self._take("</", tag)
        self._within, self._at = False, []

    def handle_data(self, data: str) -> None:
        """A run of text."""
        if self._within:
            self.manifest += data
            return
        self._take(plain(data))
        for at in self._at:
            self.shown[at] += data

    def _take(self, *parts: str) -> None:
        self._digest.update(" ".join(parts).encode("utf-8", "surrogatepass") if parts != ("",) else b"")


def read_page(page: str) -> PageReader:
    """What a dossier's page says."""
    reader = PageReader()
    reader.feed(page)
    reader.close()
    return reader
