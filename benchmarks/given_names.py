"""Which given names are a man's and which a woman's: writes the list that pronouns are told by.

    python -m pip install faker names
    python -m benchmarks.given_names [--to F]

Taken from the lists of first names of Faker (by country) and of the package `names` (the US census of 1990). A
name is listed where nearly all lists that have it agree; one that both bear is left out, and so is what stands in
one long list of Faker's alone.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from searchapp.text.letters import without_accents

TO = Path(__file__).resolve().parent.parent / "searchapp" / "enrich" / "lexicon" / "given_names.txt"
ENOUGH = 2
"""A name is listed that stands in so many lists; of a country's only one, where that is short."""
SHORT = 1_000
CENSUS = 3
"""The census counts as so many countries: it says how many bear a name."""
AGREE = 8
"""So many lists have it as the one for each that has it as the other."""
_OPEN = frozenset("nikita sasha misha ilya jun min wei".split())
"""Names of countries that have no list, which are the other's where they have one."""
_NAME = re.compile(r"[a-z]{3,}(?:[-'][a-z]+)*")
_HEAD = """\
# Given names by the pronoun that is used of who bears them, made by benchmarks/given_names.py.
# From Faker (https://github.com/joke2k/faker, Copyright (c) 2012 Daniele Faraglia, MIT: FAKER-LICENSE.txt) and the
# US census of 1990 (public domain).
"""
_SECTIONS = {"male": "he", "female": "she"}


def lists() -> Iterator[tuple[str, list[str], int]]:
    """Each list of names: whose they are, the names, and what it counts."""
    person = importlib.import_module("faker.providers.person")
    for found in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{found.name}").Provider
        for gender, section in _SECTIONS.items():
            yield section, list(getattr(provider, f"first_names_{gender}", ())), 1
    folder = Path(str(importlib.import_module("names").__file__)).parent
    for gender, section in _SECTIONS.items():
        lines = (folder / f"dist.{gender}.first").read_text(encoding="ascii").splitlines()
        yield section, [line.split()[0] for line in lines], CENSUS


def decided() -> dict[str, set[str]]:
    """The names of each section."""
    counts: dict[str, Counter[str]] = {section: Counter() for section in _SECTIONS.values()}
    short: set[str] = set()
    for section, names, weight in lists():
        distinct = {name for name in map(without_accents, names) if _NAME.fullmatch(name)}
        counts[section].update(dict.fromkeys(distinct, weight))
        if len(distinct) < SHORT:
            short |= distinct
    he, she = counts["he"], counts["she"]
    listed: dict[str, set[str]] = {"he": set(), "she": set()}
    for name in (he | she).keys() - _OPEN:
        few, many = sorted((he[name], she[name]))
        if many >= AGREE * few and (many >= ENOUGH or name in short):
            listed["he" if he[name] > she[name] else "she"].add(name)
    return listed


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--to", type=Path, default=TO, metavar="F", help="the file that is written")
    to = parser.parse_args().to
    listed = decided()
    body = "\n".join(line for section in ("he", "she") for line in (f"[{section}]", *sorted(listed[section])))
    to.write_text(f"{_HEAD}{body}\n", encoding="utf-8")
    print(f"{to}: {', '.join(f'{len(names)} {section}' for section, names in listed.items())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
