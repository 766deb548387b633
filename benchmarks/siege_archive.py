"""The archive that a server is besieged with: invented stories with statements, the same each time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from searchapp.engines import in_folder, open_builder
from searchapp.model import Mention, Statement, Story
from searchapp.records import records

OUTLETS = ("Harbour Post", "Northern Line", "The Valley Ledger", "Capital Courier", "Hill and Coast", None)
_FIRST = "Ada Bruno Clara Dmitri Elif Farid Greta Hugo Ines Jonas Kamal Lena Marek Nadia Otto Petra".split()
_LAST = "Abel Brandt Castel Dorn Eken Falk Grau Hollin Ivers Jansen Kessel Lund Moreau Nilsen Orlov Pryce".split()
_PLACES = "Arnhold Belmere Castria Dunvale Eastwick Farrow Glenmoor Harrowby".split()
_COMMON = """water council budget harbour bridge school rail vote strike storm border market grain court mayor
police ferry hospital election river energy housing union minister talks plan deal report season winter""".split()
_VERBS = (("said", "says"), ("denied", "denies"), ("warned", "warns"), ("insisted", "insists"))
STATEMENTS_A_STORY = 15


def build_archive(folder: Path, count: int) -> int:
    """Index so many stories in a folder; returns how many statements they have."""
    statements = 0
    with open_builder(in_folder(folder), enrichment="invented", rebuild=True) as builder:
        for story in invented(count):
            builder.add(records(story), fingerprint=story.id)
            statements += len(story.statements)
        builder.publish()
    return statements


def invented(count: int) -> Iterator[Story]:
    """Stories of some 4,000 characters, each with 15 statements."""
    rng = random.Random(11)
    people = [f"{first} {last}" for first in _FIRST for last in _LAST]
    rare = ["".join(rng.choices("bdfgklmnprstv", k=2)) + "a" + "".join(rng.choices("eiou", k=2)) + str(n % 10)
            for n in range(5000)]  # fmt: skip
    for number in range(count):
        yield _story(f"{rng.choice(_PLACES).lower()}/{number:05d}.txt", rng, people, rare)


def _story(id: str, rng: random.Random, people: list[str], rare: list[str]) -> Story:
    parts: list[str] = []
    statements: list[Statement] = []
    mentions: list[Mention] = []
    at = 0
    for n in range(STATEMENTS_A_STORY * 2):
        if n % 2:
            sentence = _words(rng, rare, 16).capitalize() + "."
        else:
            speaker, (cue, verb) = rng.choice(people), rng.choice(_VERBS)
            said = _words(rng, rare, rng.randint(8, 22)).capitalize()
            sentence = f"“{said},” {speaker} {cue} in {(place := rng.choice(_PLACES))}."
            words = (at + 1, at + 1 + len(said))
            name, there = at + sentence.index(speaker), at + sentence.rindex(place)
            statements.append(
                Statement(
                    speaker, "person", "direct", (words,), (at, at + len(sentence)), cue=cue, verb=verb,  # type: ignore[arg-type]
                    speaker_span=(name, name + len(speaker)), confidence=0.9, rule="invented",
                )
            )  # fmt: skip
            mentions.append(Mention("person", speaker, speaker, name, name + len(speaker)))
            mentions.append(Mention("place", place, place, there, there + len(place)))
        parts.append(sentence)
        at += len(sentence) + 1
    return Story(
        id=id,
        text=" ".join(parts),
        title=_words(rng, rare, 7).capitalize(),
        outlet=rng.choice(OUTLETS),
        published=date(2017, 1, 1) + timedelta(days=rng.randint(0, 700)),
        byline=rng.choice(people),
        source=id,
        mentions=tuple(mentions),
        statements=tuple(statements),
    )


def _words(rng: random.Random, rare: list[str], count: int) -> str:
    return " ".join(rng.choice(rare) if rng.random() < 0.3 else rng.choice(_COMMON) for _ in range(count))
