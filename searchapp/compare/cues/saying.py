"""How words are told to have been said: said, admitted, claimed, confirmed. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.compare.cues.english import STANCES
from searchapp.compare.cues.finding import Finding
from searchapp.compare.cues.read import Sentence, content

_LEAST_WORDS = 3


def sayings(sentence: Sentence) -> Iterator[Finding]:
    """The verbs of saying of a sentence with what was said, by each word of the speaker's name."""
    words = sentence.words
    about = sentence.about
    if len(about) < _LEAST_WORDS:
        return
    for at, span in sentence.sayings:
        stance = STANCES.get(words[at].stem)
        if stance is None:
            continue
        speakers = content(words[i] for i in span if i != at) | sentence.speakers
        for speaker in sorted(speakers):
            yield Finding(sentence, speaker, stance, ((words[at].start, words[at].end),), about)


def differ(a: Finding, b: Finding) -> bool:
    """Whether the same words are told to have been said in another way."""
    return bool(a.value != b.value)
