"""Reads a dossier's file, the page alone or the ZIP with all that it rests on, and checks it against itself.

A file comes from anybody: it is read within limits, and what is no dossier is refused with the reason.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from searchapp.collections.dossier import (
    Dossier,
    Evidence,
    PageReader,
    dossier_of,
    is_sound,
    plain,
    read_page,
    sha256_of,
    shown_of,
    sum_of,
)
from searchapp.curation.corrections import digest
from searchapp.errors import BadRequest
from searchapp.formats.dossiers import MANIFEST, PAGE, text_name
from searchapp.model import BETWEEN_PARTS
from searchapp.system.disk import in_words
from searchapp.text.wording import shorten

MAX_FILE = 100_000_000
MAX_UNPACKED = 300_000_000
MAX_MEMBERS = 5_000
_HINT = "Give the page or the ZIP file as it was saved."
_NOT_OURS = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
_NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError)


class Finding(NamedTuple):
    """One thing that was checked, in a line, and whether it is as it should be."""

    well: bool
    said: str


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A dossier as its file has it: its manifest, its page as read, and in a ZIP the files beside that."""

    dossier: Dossier
    manifest: Mapping[str, Any]
    page: PageReader
    files: Mapping[str, bytes] = field(default_factory=dict)

    def text_of(self, number: int) -> str | None:
        """The text of a source by its number, where the file has it."""
        content = self.files.get(text_name(number, self.dossier.sources[number - 1].title))
        return None if content is None else content.decode("utf-8", "surrogatepass")


def read_dossier(path: Path) -> DossierFile:
    """A dossier's file; BadRequest where it is none, or can't be read as one."""
    with in_words(f"{path} can't be read"):
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_FILE else b""
    if size > MAX_FILE:
        raise _refused(path, f"it has {size:,} bytes, and at most {MAX_FILE:,} are read")
    files: dict[str, bytes] = {}
    if content.startswith(b"PK"):
        files = _unpacked(path, content)
        if PAGE not in files or MANIFEST not in files:
            raise _refused(path, f"{PAGE} or {MANIFEST} is not in it")
        content = files.pop(PAGE)
    try:
        page = read_page(content.decode("utf-8-sig"))
        manifest = json.loads(files.pop(MANIFEST) if files else plain(page.manifest))
        dossier = dossier_of(manifest)
        if not is_sound(dossier):
            raise ValueError("its manifest does not hang together")
        for name in [n for n in files if n.startswith("texts/")]:
            files[name].decode("utf-8", "surrogatepass")
    except _NOT_OURS as error:
        why = "there is no manifest in it" if isinstance(error, ValueError) and not content else str(error)
        raise _refused(path, shorten(why, 200)) from error
    return DossierFile(dossier, manifest, page, {**files, PAGE: content} if files else {})


def _unpacked(path: Path, content: bytes) -> dict[str, bytes]:
    """The members of a ZIP file by their names."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            unpacked = sum(member.file_size for member in members)
            if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
                raise ValueError(
                    f"it unpacks to {len(members):,} files with {unpacked:,} bytes, more than is read"
                )
            if len({member.filename for member in members}) < len(members):
                raise ValueError("two files in it have one name")
            return {member.filename: packed.read(member) for member in members}
    except _NO_ZIP as error:
        raise _refused(path, str(error) or "it ends too early") from error


def _refused(path: Path, why: str) -> BadRequest:
    return BadRequest(f"{path}: this is no dossier, or not a whole one: {why}.", hint=_HINT)


# -- against itself -----------------------------------------------------------------------------------


def check_itself(file: DossierFile) -> Iterator[Finding]:
    """What of a dossier's file is not as it was written; one line where all is."""
    wrong = [*_manifest(file), *_page(file), *_files(file), *_quotations(file)]
    yield from (Finding(False, line) for line in wrong)
    if not wrong:
        yield Finding(True, "The file is as it was written.")


def _manifest(file: DossierFile) -> Iterator[str]:
    if file.manifest.get("sum") != sum_of(file.manifest):
        yield "The manifest was altered: it has not the digest that it names."
    if file.files:
        try:
            inner = json.loads(plain(file.page.manifest))
            same = inner["dossier"] == file.manifest["dossier"] and inner["sum"] == sum_of(inner)
        except _NOT_OURS:
            same = False
        if not same:
            yield f"The manifest within {PAGE} is not the one of {MANIFEST}."


def _page(file: DossierFile) -> Iterator[str]:
    """What the page shows otherwise than the manifest says."""
    wanted = shown_of(file.dossier)
    names = {"words": "the quoted words", "speaker": "the speaker", "sha256": "the digest of source"}
    told = False
    for (what, number), text in wanted.items():
        there = file.page.shown.get((what, number))
        if there is None or plain(there) != plain(text):
            told = True
            where = f"{names[what]} {number}" if what == "sha256" else f"item {number}, {names[what]}"
            shown = f"reads “{shorten(there, 120)}”" if there else "is missing"
            yield f"The page was altered: {where} {shown}, and the manifest has “{shorten(text, 120)}”."
    if not told and file.page.page != file.manifest.get("page"):
        yield "The page was altered: something else than what it quotes is not as it was written."


def _files(file: DossierFile) -> Iterator[str]:
    """The files in a ZIP that are missing, altered, or not among those that were put in."""
    if not file.files:
        return
    listed = file.manifest.get("files")
    wanted = listed if isinstance(listed, dict) else {}
    found = {name: hashlib.sha256(content).hexdigest() for name, content in file.files.items()}
    for name in sorted({*wanted, *found}, key=str):
        if name not in found:
            yield f"{name} is missing."
        elif name not in wanted:
            yield f"{name} was added."
        elif wanted[name] != found[name]:
            yield f"{name} was altered."


def _quotations(file: DossierFile) -> Iterator[str]:
    """The quotations that don't stand where the manifest says, as far as the texts are in the file."""
    for number, source in enumerate(file.dossier.sources, 1):
        text = file.text_of(number)
        if text is not None and sha256_of(text) != source.sha256:
            yield f"The text of source {number} is not the one that was quoted from."
    for number, entry in enumerate(file.dossier.entries, 1):
        evidence = entry.evidence
        if evidence is None or evidence.sentence is None:
            continue
        text = file.text_of(entry.source)
        if digest(evidence.words) != evidence.key or (text is not None and not _stands(evidence, text)):
            yield f"Item {number}: the words do not stand in the text of source {entry.source} where they should."


def _stands(evidence: Evidence, text: str) -> bool:
    assert evidence.sentence is not None
    said = BETWEEN_PARTS.join(text[a:b] for a, b in evidence.spans)
    return text[slice(*evidence.sentence)] == evidence.words and said == evidence.said
