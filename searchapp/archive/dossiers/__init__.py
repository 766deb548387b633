"""A dossier against an archive: whether what it quotes stands there as it did when the dossier was made."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.collections.dossier import Entry, Source, sha256_of
from searchapp.collections.dossier_file import DossierFile, Finding
from searchapp.collections.passages import find_passage, passage_key
from searchapp.engines import Index
from searchapp.model import Story
from searchapp.text.wording import number, shorten, together

_AROUND = 40
"""Characters shown from where two texts begin to differ."""


def check_archive(file: DossierFile, index: Index) -> Iterator[Finding]:
    """A line for each source and each quotation of a dossier: the same in the archive, changed, or gone."""
    stories = index.stories({source.id for source in file.dossier.sources})
    for n, source in enumerate(file.dossier.sources, 1):
        yield _source(n, source, stories.get(source.id), file.text_of(n))
    for n, entry in enumerate(file.dossier.entries, 1):
        if entry.evidence is not None:
            story = stories.get(file.dossier.sources[entry.source - 1].id) if entry.source else None
            yield _quotation(n, entry, story)


def _source(n: int, source: Source, story: Story | None, text: str | None) -> Finding:
    called = f"Source {n}, “{shorten(source.title, 80)}”"
    if story is None:
        return Finding(False, f"{called}: gone; the archive has no such story.")
    if sha256_of(story.text) == source.sha256:
        return Finding(True, f"{called}: the same text in the archive.")
    if text is None or text == story.text:
        sizes = f"{number(source.characters)} characters then, {number(len(story.text))} now"
        return Finding(False, f"{called}: changed; the archive has another text ({sizes}).")
    pairs = enumerate(zip(text, story.text, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(text), len(story.text)))
    start = max(0, at - _AROUND // 2)
    was, now = (shorten(t[start : at + _AROUND], 2 * _AROUND) or "nothing" for t in (text, story.text))
    return Finding(False, f"{called}: changed from character {number(at)} on: “{was}” is now “{now}”.")


def _quotation(n: int, entry: Entry, story: Story | None) -> Finding:
    quoted = entry.evidence
    assert quoted is not None
    called = f"Item {n}, “{shorten(quoted.words, 60)}”"
    if quoted.sentence is None:
        return Finding(True, f"{called}: no longer in the archive when the dossier was made, which says so.")
    if story is None or find_passage(story, quoted.key) is None:
        return Finding(False, f"{called}: gone; these words no longer stand in the archive.")
    if not quoted.speaker:
        return Finding(True, f"{called}: stands in the archive.")
    here = [s for s in story.statements if passage_key(story, s.sentence) == quoted.key]
    said = [s for s in here if story.words_of(s) == quoted.said]
    if any(together(s.everyone) == quoted.speaker for s in said):
        return Finding(True, f"{called}: stands in the archive, said by {quoted.speaker}.")
    for s in said:
        why = "was corrected since" if s.rule == "corrected" else "is found otherwise now"
        return Finding(False, f"{called}: who said it {why}: {together(s.everyone)}, no longer {quoted.speaker}.")
    return Finding(False, f"{called}: stands in the archive, but {quoted.speaker} is no longer said to say it.")
