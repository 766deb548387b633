"""One kind for each name of a story, by what all its mentions and the words around them say.

The model votes once a mention; the words beside it ("town of X", "Mr X", "X fighters") vote too. Pure text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from searchapp.enrich.entities.persons import surname_of
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.model import EntityKind

Votes = Counter[EntityKind]

_LAST_WORD = re.compile(r"([A-Za-z]+)\.? $")
_COMMA_PLACE = re.compile(r", ((?:[A-Z][a-z]+ ?){1,3}|[A-Z]\.[A-Z]\.)")
_ACRONYM = re.compile(r"[A-Z&]{3,6}\Z")
_NEAR_CHARS = 45
_FAR_CHARS = 200
_LONGEST_PERSON = 4
_TOLD = 2
"""Votes of the words beside a name that make it a person's in spite of how it ends."""
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
        _look(text, count, model[text], lexicon)
        if text in of_places:
            count["place"] += 1
        if text in sure and not _is_rather_person(text, sure[text], count, model[text], lexicon):
            count[sure[text]] += SURE
    kinds = {text: _most(count, model[text]) for text, count in votes.items()}
    surnames = {surname_of(t, lexicon) for t, k in kinds.items() if k == "person" and " " in t}
    for text, kind in kinds.items():
        if text in lexicon.geography.sure_places:
            kinds[text] = "place"
        elif text in surnames and kind != "person":
            kinds[text] = "person"
    return kinds


def _most(votes: Votes, model: Votes) -> EntityKind:
    """The kind with most votes; of equals a place, then a person if the model or the name itself says so."""
    able = [kind for kind in votes if kind != "person" or model[kind] or votes[kind] > 1]
    return max(able or votes, key=lambda kind: (votes[kind], kind))


def _is_rather_person(text: str, kind: EntityKind, votes: Votes, model: Votes, lexicon: Lexicon) -> bool:
    """Whether a name that ends like an organization's or a place's is a person's all the same: "Ada Church"."""
    words = text.split()
    if kind == "person" or len(words) not in (2, 3):
        return False
    given = _opens_with_given(words, lexicon)
    told = votes["person"] - model["person"]
    if told < 0 or not (given or model["person"]):
        return False
    return told >= _TOLD or (given and 2 * model["person"] > model.total())


def _opens_with_given(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the first of several words is a given name and no place's."""
    return len(words) > 1 and lexicon.people.is_given(words[0]) and words[0] not in lexicon.geography.places


def _listen(view: str, start: int, end: int, votes: Votes, lexicon: Lexicon) -> None:
    """What the words on both sides of one mention say."""
    kinds, people = lexicon.kinds, lexicon.people
    before = view[max(0, start - _NEAR_CHARS) : start]
    after = view[end : end + _FAR_CHARS]
    alone = " " not in view[start:end]
    for pattern, kind, count in kinds.heard_before:
        if pattern.search(before):
            votes[kind] += count
    for pattern, kind, count in kinds.heard_after:
        if pattern.match(after):
            votes[kind] += count
    placed = kinds.in_.search(before)
    if placed and not kinds.before_place.search(before):
        votes["place"] += 1
    if (comma := _COMMA_PLACE.match(after)) and comma.group(1).strip() in lexicon.geography.places:
        votes["place"] += 2
    if kinds.by.search(before):
        votes["place"] -= 1
    if not (placed or kinds.of_place.search(before)):
        votes["person"] += 2 * bool(kinds.after_person.match(after)) + 3 * bool(kinds.called_person.match(after))
    if kinds.speaks.match(after) and not alone:
        votes["person"] += 1
    if alone and lexicon.persons.clan.match(view, start, end) and kinds.speaks.match(after):
        votes["person"] += 2
    if kinds.speaks_of_it.match(after):
        votes["organization"] += 2 if alone else 1
    if (word := _LAST_WORD.search(before)) and (low := word.group(1).lower()) in people.name_openers:
        # "President Lund" is a person for the whole of its story.
        votes["person"] += SURE if alone and low in people.titles and before.endswith(" ") else 2
        votes["organization"] -= 1
    elif word and (low in people.group_nouns or low in kinds.groups):
        votes["organization"] += 2
    if kinds.the.search(before) and not kinds.of_person_s.match(after):
        votes["organization"] += alone
        votes["person"] -= 1 if alone else 3


def _look(text: str, votes: Votes, model: Votes, lexicon: Lexicon) -> None:
    """What the name itself says."""
    kinds, people = lexicon.kinds, lexicon.people
    words = text.split()
    last = words[-1].rstrip(".")
    given = _opens_with_given(words, lexicon)
    if text in kinds.known:
        votes["organization"] += SURE if text in kinds.sure_known else 2
    elif kinds.verb_within.search(text) or lexicon.kinds.the.match(words[0] + " "):
        votes["organization"] += SURE
    elif len(words) > 1:
        if last in people.org_endings or text.endswith(kinds.org_phrases):
            if not _is_rather_person(text, "organization", votes, model, lexicon):
                votes["organization"] += SURE
        elif last in kinds.place_endings:
            if not _is_rather_person(text, "place", votes, model, lexicon):
                votes["place"] += SURE
        elif given and len(words) <= _LONGEST_PERSON:
            votes["person"] += 2 + model.total() // 2
        elif words[0] in lexicon.persons.opening_particles or lexicon.persons.clan.match(last):
            votes["person"] += 2
    elif text in lexicon.geography.places:
        votes["place"] += 1
    elif _ACRONYM.match(text):
        votes["organization"] += 2
