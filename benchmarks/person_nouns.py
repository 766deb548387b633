"""Which common nouns mean persons or groups of them, by WordNet: writes the list that enrichment goes by.

    python -m benchmarks.person_nouns [DICT] [--to F]

DICT is the folder of WordNet's data.noun, index.noun, index.sense and noun.exc, by default where Debian's
packages wordnet-base and wordnet-sense-index put them. A noun is listed where its most frequent sense is a person
or a group, or a large share of its uses is; words that WordNet calls slurs are left out.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DICT = Path("/usr/share/wordnet")
TO = Path(__file__).resolve().parent.parent / "searchapp" / "enrich" / "lexicon" / "en_nouns.txt"
ENOUGH = 0.2
"""The share of a noun's tagged uses that makes it listed although its most frequent sense is another."""
MOST_SENSES = 3
"""Of a noun that is listed by its share, one of so many first senses has to be meant."""
_WORD = re.compile(r"[a-z]{2,}(?:-[a-z]+)*")
_SLUR = re.compile(r"\b(?:slurs?|offensive|derogatory|disparag\w+|vulgar|taboo)\b")
"""How WordNet's glosses mark a word that is none of a newsroom's."""
_ROOTS = {
    "person": ("person%1:03:00::",),
    "group": (
        "social_group%1:14:00::", "people%1:14:00::", "people%1:14:01::", "public%1:14:01::", "world%1:14:02::",
        "crowd%1:14:00::", "district%1:15:00::", "municipality%1:15:00::", "country%1:14:00::", "nation%1:14:00::",
    ),
}  # fmt: skip
"""What a noun means that may speak, as WordNet's sense keys: people, bodies, and places for those who run them."""
_NOT = ("gathering%1:14:00::", "artistic_movement%1:14:00::", "monarchy%1:14:00::", "vote%1:14:00::")
"""What of it is an occasion or a school, and speaks seldom."""

_AGENTS = ("er", "or", "ist", "ian")
"""How nouns end that are mostly persons: all others of them are listed as things, so that new ones may be told."""
_SYSTEMS = ("ism", "archy", "cracy")

Synset = str


@dataclass(frozen=True, slots=True)
class WordNet:
    """The nouns of WordNet: `senses` by frequency, and `tags`, how often each was met in tagged text."""

    senses: Mapping[str, Sequence[Synset]]
    tags: Mapping[tuple[str, Synset], int]
    keys: Mapping[str, Synset]
    above: Mapping[Synset, Sequence[Synset]]
    instances: frozenset[Synset]
    slurs: frozenset[Synset]
    """Senses whose gloss calls their words so."""
    names: frozenset[tuple[str, Synset]]
    """Nouns, in lower case, that bear a sense only with a capital."""
    irregular: Mapping[str, Sequence[str]]
    """Plurals that no rule gives, by their singular."""

    def over(self, synset: Synset) -> set[Synset]:
        """A sense and all that is above it."""
        found, todo = set[Synset](), [synset]
        while todo:
            if (one := todo.pop()) not in found:
                found.add(one)
                todo += self.above[one]
        return found


def read_wordnet(folder: Path) -> WordNet:
    """All that is needed of a folder of WordNet's files."""
    above: dict[Synset, list[Synset]] = {}
    instances, slurs, names = set[Synset](), set[Synset](), set[tuple[str, Synset]]()
    for line in _lines(folder / "data.noun"):
        head, _, gloss = line.partition(" | ")
        fields = head.split()
        synset, words = fields[0], int(fields[3], 16)
        pointers = fields[4 + 2 * words :]
        names |= {(word.lower(), synset) for word in fields[4 : 4 + 2 * words : 2] if word != word.lower()}
        pairs = [(pointers[1 + 4 * n], pointers[2 + 4 * n]) for n in range(int(pointers[0]))]
        above[synset] = [to for mark, to in pairs if mark in ("@", "@i")]
        if _SLUR.search(gloss):
            slurs.add(synset)
        if any(mark == "@i" for mark, _ in pairs):
            instances.add(synset)
    rows = (line.split() for line in _lines(folder / "index.noun"))
    senses = {row[0]: row[len(row) - int(row[2]) :] for row in rows}
    tags, keys = dict[tuple[str, Synset], int](), dict[str, Synset]()
    for key, synset, _, count in map(str.split, _lines(folder / "index.sense")):
        word, _, sense = key.partition("%")
        if sense.startswith("1:"):
            tags[word, synset] = int(count)
            keys[key] = synset
    irregular: dict[str, list[str]] = {}
    for plural, singular, *_ in map(str.split, _lines(folder / "noun.exc")):
        irregular.setdefault(singular, []).append(plural)
    return WordNet(senses, tags, keys, above, frozenset(instances), frozenset(slurs), frozenset(names), irregular)


def _lines(path: Path) -> Iterator[str]:
    """All lines of a file but the licence, which is indented."""
    return (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(" "))


def speaking(wordnet: WordNet) -> dict[str, list[str]]:
    """Nouns of one word by what they mean, with the plurals that no rule gives; each sorted."""
    barred = {wordnet.keys[key] for key in _NOT}
    roots = {kind: {wordnet.keys[key] for key in keys} for kind, keys in _ROOTS.items()}

    def kind_of(synset: Synset) -> str | None:
        over = wordnet.over(synset)
        if synset in wordnet.instances or over & barred:
            return None
        return next((kind for kind, those in roots.items() if over & those), None)

    found: dict[str, list[str]] = {kind: [] for kind in (*roots, "thing")}
    for word, senses in wordnet.senses.items():
        if not _WORD.fullmatch(word) or word.endswith(_SYSTEMS) or wordnet.slurs & set(senses):
            continue
        kinds = [kind_of(synset) for synset in senses]
        shares = Counter[str | None]()
        for synset, kind in zip(senses, kinds, strict=True):
            shares[kind] += wordnet.tags.get((word, synset), 0)
        able = shares["person"] + shares["group"]
        kind = kinds[0]
        if kind is None and any(kinds[:MOST_SENSES]) and able and able >= ENOUGH * shares.total():
            kind = max(roots, key=lambda k: shares[k])
        if kind == "person" or (kind == "group" and (word, senses[0]) not in wordnet.names):
            found[kind] += [word, *(p for p in wordnet.irregular.get(word, ()) if _WORD.fullmatch(p))]
        elif word.endswith(_AGENTS) and (word, senses[0]) not in wordnet.names:
            found["thing"].append(word)
    return {kind: sorted(set(words)) for kind, words in found.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the list anew."""
    parser = argparse.ArgumentParser(description="Derive the nouns of persons and groups from WordNet.")
    parser.add_argument("dict", type=Path, nargs="?", default=DICT, help="the folder of WordNet's files")
    parser.add_argument("--to", type=Path, default=TO)
    chosen = parser.parse_args(arguments)
    found = speaking(read_wordnet(chosen.dict))
    lines = ["# Derived from WordNet 3.0 by benchmarks/person_nouns.py; see WORDNET-LICENSE.txt."]
    for kind, words in found.items():
        lines += [f"[{kind}]", *words]
    chosen.to.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{chosen.to}: " + ", ".join(f"{len(words)} of a {kind}" for kind, words in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
