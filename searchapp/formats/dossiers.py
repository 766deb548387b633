"""A dossier with all that it rests on as one ZIP file: page, manifest, texts, citations, statements. Pure."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Sequence

from searchapp.collections.dossier import Dossier, manifest_of
from searchapp.formats.citations.bibtex import to_bibtex
from searchapp.formats.citations.csl import to_csl
from searchapp.formats.citations.ris import to_ris
from searchapp.formats.cited import Cited
from searchapp.formats.exports import csv_line
from searchapp.text.slugs import hyphenated

PAGE, MANIFEST = "dossier.html", "manifest.json"
STATEMENTS = (
    "item",
    "speaker",
    "mode",
    "polarity",
    "cue",
    "words",
    "sentence",
    "rule",
    "confidence",
    "source",
    "link",
)
"""The columns of statements.csv."""
_DAY = (1980, 1, 1, 0, 0, 0)
"""ZIP's first day: what is the same twice is the same file twice."""


def text_name(number: int, title: str) -> str:
    """What the text of a source is called in the file."""
    return f"texts/{number:03d}-{hyphenated(title)[:50].strip('-') or 'story'}.txt"


def pack(html: str, page: str, dossier: Dossier, cited: Sequence[Cited]) -> bytes:
    """The ZIP file; `page` is the digest of the page, `cited` are the stories and passages of all entries."""
    stories = {c.story.id: c.story for c in cited}
    files = {
        PAGE: html.encode(),
        "citations.ris": "".join(to_ris(cited)).encode(),
        "citations.bib": "".join(to_bibtex(cited)).encode(),
        "citations.json": "".join(to_csl(cited)).encode(),
        "statements.csv": "".join(_statements(dossier)).encode(),
        **{
            text_name(number, source.title): stories[source.id].text.encode("utf-8", "surrogatepass")
            for number, source in enumerate(dossier.sources, 1)
        },
    }
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    manifest = json.dumps(manifest_of(dossier, page=page, files=digests), ensure_ascii=False, indent=1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (*files.items(), (MANIFEST, manifest.encode("utf-8", "replace"))):
            member = zipfile.ZipInfo(name, _DAY)
            member.external_attr = 0o644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(member, content)
    return out.getvalue()


def _statements(dossier: Dossier) -> Iterable[str]:
    """A header line, then a row for each passage in which somebody speaks."""
    yield csv_line(STATEMENTS)
    for number, entry in enumerate(dossier.entries, 1):
        if (e := entry.evidence) and e.speaker:
            source = dossier.sources[entry.source - 1].id if entry.source else ""
            how = e.speaker, e.mode, e.polarity, e.cue, e.said, e.words, e.rule, f"{e.confidence:.2f}"
            yield csv_line((number, *how, source, e.link))
