"""One kind for each name of a story, by what all its mentions and the words around them say.

The model votes once a mention; the words beside it ("town of X", "Mr X", "X fighters") vote too. Pure text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.model import EntityKind

Votes = Counter[EntityKind]

_LAST_WORD = re.compile(r"([A-Za-z]+)\.? $")
_COMMA_PLACE = re.compile(r", ((?:[A-Z][a-z]+ ?){1,3}|[A-Z]\.[A-Z]\.)")
_ACRONYM = re.compile(r"[A-Z&]{3,6}\Z")
_NEAR_CHARS = 45
SURE = 20
"""Votes for a kind that the form of a name leaves no doubt about: more than a story has mentions of it."""


def kinds_of(
    view: str, spans: Sequence[tuple[int, int, EntityKind]], sure: Mapping[str, EntityKind], lexicon: Lexicon
) -> dict[str, EntityKind]:
    """The kind of each text that is named; each span is (start, end, the kind it was taken for).

    `sure` holds those whose form or definition leaves no doubt.
    """
    votes: dict[str, Votes] = defaultdict(Counter)
    model: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for start, end, kind in spans:
        text = view[start:end]
        votes[text][kind] += 1
        model[text][kind] += 1
        _listen(view, start, end, votes[text], lexicon)
    of_places = {t.split()[0] for t in votes if " " in t and t.split()[-1] in lexicon.kinds.named_for_place}
    for text, count in votes.items():
        _look(text, count, lexicon)
        if text in of_places:
            count["place"] += 1
        if text in sure:
            count[sure[text]] += SURE
    kinds: dict[str, EntityKind] = {t: max(c, key=lambda k, c=c: (c[k], k)) for t, c in votes.items()}  # type: ignore[misc]
    surnames = {t.split()[-1] for t, k in kinds.items() if k == "person" and " " in t}
    for text, kind in kinds.items():
        if text in lexicon.geography.sure_places:
            kinds[text] = "place"
        elif text in surnames and kind != "person":
            kinds[text] = "person"
    return kinds


def _listen(view: str, start: int, end: int, votes: Votes, lexicon: Lexicon) -> None:
    """What the words on both sides of one mention say."""
    kinds, people = lexicon.kinds, lexicon.people
    before = view[max(0, start - _NEAR_CHARS) : start]
    after = view[end : end + _NEAR_CHARS]
    if kinds.before_place.search(before):
        votes["place"] += 3
    elif kinds.in_.search(before):
        votes["place"] += 1
    if kinds.of_place.search(before):
        votes["place"] += 1
    if kinds.of_group.search(before):
        votes["organization"] += 1
    if kinds.of_person.search(before):
        votes["person"] += 1
    if kinds.after_place.match(after):
        votes["place"] += 2
    if (comma := _COMMA_PLACE.match(after)) and comma.group(1).strip() in lexicon.geography.places:
        votes["place"] += 2
    if kinds.after_group.match(after):
        votes["organization"] += 2
    if kinds.by.search(before):
        votes["organization"] += 1
        votes["place"] -= 1
    if kinds.after_person.match(after) and not (kinds.in_.search(before) or kinds.of_place.search(before)):
        votes["person"] += 2
    if kinds.speaks.match(after):
        votes["person"] += 1
    if (word := _LAST_WORD.search(before)) and (low := word.group(1).lower()) in people.name_openers:
        votes["person"] += 2
        votes["organization"] -= 1
    elif word and (low in people.group_nouns or low in kinds.groups):
        votes["organization"] += 2
    text = view[start:end]
    if kinds.the.search(before) and " " not in text:
        votes["organization"] += 1
        votes["person"] -= 1


def _look(text: str, votes: Votes, lexicon: Lexicon) -> None:
    """What the name itself says."""
    kinds, people = lexicon.kinds, lexicon.people
    words = text.split()
    last = words[-1].rstrip(".")
    first = words[0].lower()
    if kinds.verb_within.search(text):
        votes["organization"] += SURE
    elif len(words) > 1:
        if last in people.org_endings or text.endswith(kinds.org_phrases):
            votes["organization"] += SURE
        elif last in kinds.place_endings:
            votes["place"] += SURE
        elif first in people.men or first in people.women:
            votes["person"] += 2
    elif text in lexicon.geography.places:
        votes["place"] += 1
    elif _ACRONYM.match(text):
        votes["organization"] += 2
