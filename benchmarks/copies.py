"""How well passages that stories share are found: edited copies of given stories, made so that the truth is known.

    python -m benchmarks.copies [--stories F] [--most 150] [--seed 1] [--edits other]

Without --stories those of `corpus/` are taken. Each story is copied in every way of `WAYS`, at each rate of
`RATES` and under another outlet's name. Words are exchanged for others of the archive, left out or put in,
numbers are changed, quotations lose their marks, clauses change places; sentences are dropped, reordered and
joined. A true passage is a sentence of the story and what was made of it. A found one counts where it overlaps a
true one by half of both, in both stories. What is found between a copy and any story that it is not made of is
wrong. `--edits other` makes them in the ways of `benchmarks.other_edits`, by which nothing was tuned.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.machine import provenance
from benchmarks.other_edits import OTHER_WAYS, OtherEditor, edited
from searchapp.compare.compared import Passage
from searchapp.compare.shared_passages.among import pairs_among
from searchapp.ingest import find_sources, read_source
from searchapp.model import Offsets, Story
from searchapp.text.sentences import sentences

RATES = (0.1, 0.3, 0.5)
LEAST_SENTENCES, LEAST_WORDS = 5, 6
_SWAPS = dict(
    line.split(":")
    for line in "said:stated,told:informed,killed:slain,big:large,began:started,about:around,after:following,show:"
    "indicate,more than:over,near:close to,people:residents,police:officers,city:town,car:vehicle,also:too".split(
        ","
    )
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
Sentence = tuple[Offsets, str]
"""Where it stands in the story, and its words."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A story made of others, and what of it is whose: (the other's id, the passage)."""

    story: Story
    truth: tuple[tuple[str, Passage], ...]


class Editor:
    """Changes sentences, at a rate, as an editor or a careless copy would."""

    def __init__(self, rng: random.Random, vocabulary: Sequence[str], rate: float) -> None:
        self.rng, self.vocabulary, self.rate = rng, vocabulary, rate

    def edited(self, sentence: str) -> str:
        """The sentence with about `rate` of its words changed."""
        pieces = re.split(r"(\w+(?:['’]\w+)*)", sentence)
        words = "".join(self._edit(piece) if _WORD.fullmatch(piece) else piece for piece in pieces)
        if self.rng.random() < self.rate:
            words = re.sub(r"[“”\"]", "", words)
        if self.rng.random() < self.rate and (clause := re.fullmatch(r"([^,]{20,}), ([^,]{20,}[^,.])\.", words)):
            words = f"{clause[2][:1].upper()}{clause[2][1:]}, {clause[1][:1].lower()}{clause[1][1:]}."
        return " ".join(words.split()) or sentence

    def _edit(self, word: str) -> str:
        if self.rng.random() >= self.rate:
            return word
        kind = self.rng.random()
        if kind < 0.2:
            return ""
        if kind < 0.4:
            return f"{word} {self.rng.choice(self.vocabulary)}"
        if word.isdigit():
            return str(int(word[:9]) + self.rng.randint(1, 9))
        return _SWAPS.get(word) or self.rng.choice(self.vocabulary)


Way = Callable[[random.Random, list[Sentence]], list[list[Sentence]]]
"""Sentences of a story to those of its copy, each made of one or two of them."""


def _whole(rng: random.Random, given: list[Sentence]) -> list[list[Sentence]]:
    return [[one] for one in given]


def _dropped(rng: random.Random, given: list[Sentence]) -> list[list[Sentence]]:
    kept = [[one] for one in given if rng.random() < 0.6]
    return kept or [[given[0]]]


def _reordered(rng: random.Random, given: list[Sentence]) -> list[list[Sentence]]:
    return [[one] for one in rng.sample(given, len(given))]


def _excerpt(rng: random.Random, given: list[Sentence]) -> list[list[Sentence]]:
    start = rng.randrange(len(given) - 2)
    return [[one] for one in given[start : start + 3]]


def _joined(rng: random.Random, given: list[Sentence]) -> list[list[Sentence]]:
    return [given[at : at + 2] for at in range(0, len(given), 2)]


WAYS: dict[str, Way] = {
    "edited": _whole,
    "dropped": _dropped,
    "reordered": _reordered,
    "spliced": _excerpt,
    "joined": _joined,
}
"""How a copy is made; "spliced" puts three sentences into another story."""


def made(stories: Sequence[Story], way: str, rate: float, *, seed: int) -> Iterator[Copy]:
    """A copy of each story."""
    rng = random.Random(f"{seed} {way} {rate}")
    vocabulary = [word for story in stories for word in _WORD.findall(story.text) if len(word) > 3]
    editor = Editor(rng, vocabulary, rate)
    for number, story in enumerate(stories):
        parts = [(story, sentence) for sentence in WAYS[way](rng, long_sentences(story))]
        if way == "spliced":
            other = stories[(number + 1 + rng.randrange(len(stories) - 1)) % len(stories)]
            around = [(other, [one]) for one in long_sentences(other)]
            at = rng.randrange(len(around))
            parts = [*around[:at], *parts, *around[at:]]
        yield _composed(f"copy-{number}", parts, editor)


def made_otherwise(stories: Sequence[Story], way: str, rate: float, *, seed: int) -> Iterator[Copy]:
    """A copy of each story, made in one of the other ways: a paragraph a sentence, but where two became one."""
    rng = random.Random(f"{seed} other {way} {rate}")
    editor = OtherEditor(rng, [story.text for story in stories], rate)
    for number, story in enumerate(stories):
        text, truth = "", []
        for span, words in edited(rng, long_sentences(story), story.text, way, editor):
            truth.append((story.id, Passage(span, (len(text), len(text) + len(words)))))
            text += words + (" " if words.endswith(", and") else "\n\n")
        yield Copy(Story(f"copy-{number}", text.rstrip(), outlet="The Copyist"), tuple(truth))


EDITS: dict[str, tuple[Sequence[str], Callable[..., Iterator[Copy]]]] = {
    "first": (tuple(WAYS), made),
    "other": (OTHER_WAYS, made_otherwise),
}
"""The ways of each kind, and what makes copies in one of them."""


def _composed(copy_id: str, parts: Sequence[tuple[Story, list[Sentence]]], editor: Editor) -> Copy:
    text, truth = "", []
    for story, made_of in parts:
        for at, (span, words) in enumerate(made_of):
            edited = editor.edited(words)
            if at + 1 < len(made_of):
                edited = edited.rstrip(".!?") + ", while"
            start = len(text)
            text += f"{edited} "
            truth.append((story.id, Passage(span, (start, len(text) - 1))))
        text = f"{text[:-1]}\n\n"
    return Copy(Story(copy_id, text, outlet="The Copyist"), tuple(truth))


def long_sentences(story: Story) -> list[Sentence]:
    """The sentences of a story that are long enough to be told from others."""
    text = story.own_text
    found = [((a, b), " ".join(text[a:b].split())) for a, b in sentences(text)]
    return [(span, words) for span, words in found if len(_WORD.findall(words)) >= LEAST_WORDS]


def score(stories: Sequence[Story], copies: Sequence[Copy]) -> Counter[str]:
    """Passages right, found and true."""
    apart = [replace(story, outlet=f"Outlet of {story.id}") for story in stories]  # as their copies are of another
    naturally = {frozenset((pair.a, pair.b)) for pair in pairs_among(apart)}
    found: dict[tuple[str, str], list[Passage]] = {}
    for pair in pairs_among([*stories, *(copy.story for copy in copies)]):
        for seen in (pair, pair.seen_from(pair.b)):
            if seen.b.startswith("copy-") and not seen.a.startswith("copy-"):
                found[seen.b, seen.a] = list(seen.passages)
    counts: Counter[str] = Counter()
    for copy in copies:
        of = {story_id for story_id, _ in copy.truth}
        counts["true"] += len(copy.truth)
        for (copy_id, story_id), passages in found.items():
            if copy_id != copy.story.id:
                continue
            left = [passage for source, passage in copy.truth if source == story_id]
            if not left and any(frozenset((story_id, source)) in naturally for source in of):
                continue  # the stories that it is made of share this with others
            counts["found"] += len(passages)
            for passage in passages:
                if right := next((one for one in left if _overlap(one, passage)), None):
                    left.remove(right)
                    counts["right"] += 1
    return counts


def _overlap(a: Passage, b: Passage) -> bool:
    return all(
        2 * (min(x[1], y[1]) - max(x[0], y[0])) >= max(x[1] - x[0], y[1] - y[0]) for x, y in zip(a, b, strict=True)
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one table."""
    parser = argparse.ArgumentParser(description="Measure how well shared passages are found.")
    parser.add_argument("--stories", type=Path, default=Path("corpus"), help="file or folder of stories")
    parser.add_argument("--most", type=int, default=150, help="stories that are copied")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--edits", choices=EDITS, default="first", help="by which the constants were tuned, or other"
    )
    chosen = parser.parse_args(arguments)
    read = (read_source(source) for source in find_sources([chosen.stories]).sources)
    items = [item for items in read for item in items]
    given = [one for one in items if isinstance(one, Story) and len(long_sentences(one)) >= LEAST_SENTENCES]
    stories = random.Random(chosen.seed).sample(given, min(chosen.most, len(given)))
    print(provenance())
    print(f"{len(stories)} stories of {chosen.stories.name}; F1 of passages (precision, recall) by words changed")
    print(f"{'':10}" + "".join(f"{rate:>22.0%}" for rate in RATES))
    total = {rate: Counter[str]() for rate in RATES}
    ways, maker = EDITS[chosen.edits]
    for way in ways:
        row = ""
        for rate in RATES:
            counts = score(stories, list(maker(stories, way, rate, seed=chosen.seed)))
            total[rate] += counts
            row += f"{_figures(counts):>22}"
        print(f"{way:10}{row}", flush=True)
    print(f"{'all':10}" + "".join(f"{_figures(counts):>22}" for counts in total.values()))
    return 0


def _figures(counts: Counter[str]) -> str:
    precision = counts["right"] / max(1, counts["found"])
    recall = counts["right"] / max(1, counts["true"])
    f1 = 2 * counts["right"] / max(1, counts["found"] + counts["true"])
    return f"{f1:.3f} ({precision:.2f}, {recall:.2f})"


if __name__ == "__main__":
    raise SystemExit(main())
