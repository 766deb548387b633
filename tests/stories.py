"""Stories for tests: a maker of one, and a random but repeatable archive with every awkward spelling."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from searchapp.model import Mention, Statement, Story

WORDS = """foreign fighters fighter fighting IS is US us U.S. U.S.-backed Raqqa Raqqa's Raqqah minimise minimize
organisation organizations labour labor al-Mayadin Mayadeen deal deals who WHO 400 1,000 Ağrı élite ISIL the a of
convoy convoys buses bus left leave said الرقة بالرقّة مقاتلون مقاتلين ٢٠١٧""".split()
PEOPLE = ["Omar Alloush", "Ryan Dillon", "Talal Silo", "Jane O'Neil"]
PLACES = ["Raqqa", "al-Mayadin", "Deir Ezzor"]
OUTLETS = ["Euphrates Wire", "The Gulf Ledger", None]


def story(id: str, text: str, **more: Any) -> Story:
    """A story with only what a test cares about."""
    if isinstance(more.get("published"), str):
        more["published"] = date.fromisoformat(more["published"])
    return Story(id=id, text=text, **more)


def said(text: str, words: str, speaker: str, **more: Any) -> Statement:
    """The statement that `words` of `text` are this speaker's."""
    start = text.index(words)
    more.setdefault("speaker_kind", "person")
    more.setdefault("mode", "indirect")
    return Statement(
        speaker=speaker, spans=((start, start + len(words)),), sentence=(start, start + len(words)), **more
    )


def random_archive(count: int = 80, seed: int = 7) -> list[Story]:
    """Stories of a few dozen words each, out of few words, so that everything matches something."""
    rng = random.Random(seed)
    return [random_story(f"s{i:03d}", rng) for i in range(count)]


def random_story(id: str, rng: random.Random) -> Story:
    """One story of random sentences with random statements, mentions, outlet and date."""
    sentences = [_sentence(rng) for _ in range(rng.randint(1, 6))]
    text = " ".join(sentences)
    statements = []
    at = 0
    for sentence in sentences:
        if rng.random() < 0.4:
            end = at + len(sentence) - 1
            unnamed = rng.random() < 0.2
            several = () if unnamed or rng.random() < 0.8 else tuple(rng.sample(PEOPLE, 2))
            statements.append(
                Statement(
                    speaker="a source" if unnamed else several[0] if several else rng.choice(PEOPLE),
                    speaker_kind="unnamed" if unnamed else "person",
                    mode=rng.choice(["direct", "indirect", "mixed"]),
                    spans=((at, end),),
                    sentence=(at, end + 1),
                    cue="said",
                    verb=rng.choice(["says", "denies", "insists"]),
                    confidence=rng.choice([1.0, 0.9, 0.5, 0.3]),
                    polarity=rng.choice(["affirmed", "affirmed", "refused", "denied"]),
                    speakers=several,
                )
            )
        at += len(sentence) + 1
    mentions = [
        Mention("place", name, name, text.index(name), text.index(name) + len(name))
        for name in PLACES
        if name in text
    ]
    day = date(2017, 10, 1) + timedelta(days=rng.randint(0, 20))
    title = " ".join(rng.choices(WORDS, k=rng.randint(0, 5)))
    return Story(
        id=id,
        text=text,
        title=(title.upper() if rng.random() < 0.3 else title) or None,
        outlet=rng.choice(OUTLETS),
        section=(None, "Foreign", "Opinion")[len(text) % 3],
        format=("HTML", "PDF")[len(text) % 2],
        published=None if rng.random() < 0.15 else day,
        entities={"person": tuple(rng.sample(PEOPLE, rng.randint(0, 2)))},
        mentions=tuple(mentions),
        statements=tuple(statements),
    )


def _sentence(rng: random.Random) -> str:
    words = rng.choices(WORDS, k=rng.randint(2, 12))
    sentence = " ".join(words)
    return (sentence.upper() if rng.random() < 0.15 else sentence) + "."
