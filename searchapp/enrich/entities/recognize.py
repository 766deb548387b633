"""Which spans of a story name a person, an organization or a place.

Takes the model's guesses and mends them with what a whole story tells: patterns of names of organizations,
one kind for one name throughout, and further mentions of a name that the model saw only once.
Knows nothing of what the names are short for (names.py) or of statements.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from searchapp.enrich.entities.boundaries import cleaned, pieces_of
from searchapp.enrich.entities.full_names import initials, name_before, plain, without_article
from searchapp.enrich.entities.layout import clubs, heard, signed_by
from searchapp.enrich.entities.persons import persons_by_form, surname_of
from searchapp.enrich.entities.span import Spot
from searchapp.enrich.entities.typing import kinds_of
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.models.spacy_model import Named
from searchapp.model import EntityKind, Offsets

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
REPEATED_NAMES = 400
"""How many distinct names of one story are looked for again in its text."""

_MARKS = ("#", "@")
"""What makes a word an account's or a topic's."""
_CAPITALISED = re.compile(r"[A-Z][a-z][\w\-]*(?: [A-Z][a-z][\w\-]*){0,2}")
_CAP_BEFORE = re.compile(r"\b([A-Z][\w\-]*) $")
_ALONE = re.compile(r"(?<![\w\-.&])[A-Z]{2,6}(?![\w&]|\.[A-Z])")
_SHOUTED = re.compile(r"[A-Z]{2,} $")
_SHOUTED_AFTER = re.compile(r" [A-Z]{2,}\b")


def spots_of(view: str, paragraphs: Sequence[Offsets], named: Iterable[Named], lexicon: Lexicon) -> list[Spot]:
    """All naming spans of a story's mined paragraphs, in order, not overlapping."""
    model: list[Spot] = []
    nations: set[str] = set()
    for one in named:
        kind = _KINDS.get(one.label)
        if kind is None:
            if one.label == "NORP":
                nations.add(view[one.start : one.end])
            continue
        for start, end in pieces_of(view, one.start, one.end, kind, lexicon):
            if spot := cleaned(view, start, end, kind, lexicon):
                model.append(spot)
    persons, likely = persons_by_form(view, paragraphs, model, lexicon)
    signed = [spot for spot in signed_by(view, lexicon) if _within(spot, paragraphs)]
    formed = [*_patterns(view, paragraphs, lexicon), *persons, *signed]
    sure = {view[s.start : s.end]: s.kind for s in formed}
    found = _vote(view, _merge(formed, [*model, *likely]), nations, sure, lexicon)
    repeated = _repeated(view, paragraphs, found, lexicon)
    known = _merge(repeated, _known(view, paragraphs, lexicon))
    laws = [match.span() for a, b in paragraphs for match in lexicon.forms.law.finditer(view, a, b)]
    known = [s for s in known if view[max(0, s.start - 1) : s.start] not in _MARKS and not _within(s, laws)]
    return heard(view, _with_clubs(known, list(clubs(view, paragraphs, lexicon))), lexicon)


def _within(spot: Spot, spans: Sequence[Offsets]) -> bool:
    at = bisect_right(spans, (spot.start, sys.maxsize)) - 1
    return at >= 0 and spot.end <= spans[at][1]


def _with_clubs(spots: Sequence[Spot], clubs: Sequence[Spot]) -> list[Spot]:
    """The names, and instead of those that a result gives to a club the club."""
    return _merge(clubs, [s for s in spots if not any(c.start < s.end and s.start < c.end for c in clubs)])


def _patterns(view: str, paragraphs: Sequence[Offsets], lexicon: Lexicon) -> list[Spot]:
    """Organizations whose form tells what they are."""
    forms = lexicon.forms
    found: list[Spot] = []
    for start, end in paragraphs:
        for pattern in (forms.allied, forms.state, forms.unit):
            found += [Spot(m.start(), m.end(), "organization") for m in pattern.finditer(view, start, end)]
        for match in forms.headed.finditer(view, start, end):
            for a, b in pieces_of(view, *match.span(), "organization", lexicon):
                if spot := cleaned(view, a, b, "organization", lexicon):
                    found.append(spot)
        # Kept as it stands: "Our" may open the name of a group.
        found += [Spot(*m.span("name"), "organization") for m in forms.described.finditer(view, start, end)]
        for match in forms.acronym_group.finditer(view, start, end):
            if match.group(1) not in lexicon.geography.places:
                found.append(Spot(match.start(1), match.end(1), "organization"))
        for match in forms.platform.finditer(view, start, end):
            if spot := cleaned(view, *match.span(1), "organization", lexicon):
                found.append(spot)
        for match in forms.company.finditer(view, start, end):
            if spot := cleaned(view, match.start(), match.end(), "organization", lexicon):
                found.append(spot)
        for pattern in (forms.traded, forms.owning):
            found += [s for m in pattern.finditer(view, start, end) if (s := _company(view, m, lexicon))]
    return found


def _company(view: str, match: re.Match[str], lexicon: Lexicon) -> Spot | None:
    """The name of a company in what is said of one, if it is one and neither a place nor a common word."""
    spot = cleaned(view, *match.span("name"), "organization", lexicon)
    if spot is None:
        return None
    name = view[spot.start : spot.end]
    low = name.split()[0].lower()
    barred = lexicon.people.name_openers | lexicon.forms.openers | lexicon.plain.common | lexicon.people.pronouns
    if low in barred or name in lexicon.geography.places or lexicon.geography.people_word.match(name):
        return None
    return spot


def _merge(first: Iterable[Spot], second: Iterable[Spot]) -> list[Spot]:
    """Both lists without overlaps; where two meet, the longer stays, and of equals the first."""
    ranked = sorted(
        [(s, 0) for s in first] + [(s, 1) for s in second], key=lambda p: (p[0].start - p[0].end, p[1], p[0].start)
    )
    taken: set[int] = set()
    kept: list[Spot] = []
    for spot, _ in ranked:
        here = range(spot.start, spot.end)
        if taken.isdisjoint(here):
            taken.update(here)
            kept.append(spot)
    return sorted(kept, key=lambda s: s.start)


def _vote(
    view: str, spots: Sequence[Spot], nations: set[str], sure: Mapping[str, EntityKind], lexicon: Lexicon
) -> list[Spot]:
    """One kind for one name throughout a story."""
    kinds = kinds_of(view, [(s.start, s.end, s.kind) for s in spots], sure, lexicon)
    surnames = {surname_of(text, lexicon) for text, kind in kinds.items() if kind == "person"}
    plural = lexicon.people.plural_ending
    kept: list[Spot] = []
    for spot in spots:
        text = view[spot.start : spot.end]
        if text in nations and text in lexicon.geography.peoples:
            continue
        kind = kinds[text]
        if kind != "person" and lexicon.forms.event.search(text):
            continue
        if kind == "organization" and _is_no_body(view, spot, lexicon):
            continue
        if text.endswith(plural) and text.removesuffix(plural) in surnames and kind != "place":
            continue
        the = lexicon.kinds.the.search(view, max(0, spot.start - 5), spot.start)
        if kind == "person" and the and lexicon.forms.event.search(text):
            continue
        kept.append(Spot(_with_article(view, spot, kind, lexicon), spot.end, kind))
    return kept


def _with_article(view: str, spot: Spot, kind: EntityKind, lexicon: Lexicon) -> int:
    """Where a name begins: "told The Gleaner" has the article of a name of one word."""
    text = view[spot.start : spot.end]
    if kind != "organization" or " " in text or text in lexicon.kinds.known:
        return spot.start
    article = lexicon.edges.outlet_article.search(view, max(0, spot.start - 6), spot.start)
    return article.start("article") if article else spot.start


def _is_no_body(view: str, spot: Spot, lexicon: Lexicon) -> bool:
    """Whether a word only tells what a minister is for, which bill it is, whose benches, or is a product's."""
    forms = lexicon.forms
    if forms.product.match(view[spot.start : spot.end]) or forms.benches.match(view, spot.end):
        return True
    if " " in view[spot.start : spot.end]:
        return False
    office = forms.office.search(view, max(0, spot.start - 30), spot.start)
    return bool(office or forms.portfolio.match(view, spot.start))


def _repeated(view: str, paragraphs: Sequence[Offsets], spots: Sequence[Spot], lexicon: Lexicon) -> list[Spot]:
    """Add the mentions of known names that were missed, and of surnames and acronyms they bring with them."""
    known: dict[str, EntityKind] = {}
    for spot in spots:
        text = view[spot.start : spot.end]
        if (len(text) >= 3 and text[0].isupper()) or " " in text:
            known.setdefault(text, spot.kind)
            surname = surname_of(text, lexicon)
            if spot.kind == "person" and " " in text and len(surname) >= 4:
                known.setdefault(surname, "person")
        if spot.kind == "organization" and len(head := lexicon.forms.company_ending.sub("", text)) >= 4:
            known.setdefault(head, "organization")
        if spot.kind == "place" and len(bare := without_article(text, lexicon.forms)) >= 4:
            known.setdefault(bare, "place")
    for match in lexicon.forms.bracketed.finditer(view):
        owner = name_before(view, match.start(), known)
        if owner and known[owner] != "person":
            known[match.group(1)] = known[owner]
    spelled = _spelled(view, known, lexicon)
    known.update(dict.fromkeys(spelled, "organization"))
    if not known:
        return list(spots)
    spots = [replace(s, kind="organization") if view[s.start : s.end] in spelled else s for s in spots]
    names = sorted(known, key=len, reverse=True)[:REPEATED_NAMES]
    pattern = re.compile(r"(?<![\w\-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w]|-[a-z])")
    more = [
        Spot(m.start(), m.end(), known[m.group(0)])
        for a, b in paragraphs
        for m in pattern.finditer(view, a, b)
        if " " in m.group(0) or not _in_longer_name(view, m.start(), m.end(), lexicon)
        if m.group(0) not in spelled or not _shouted(view, m.start(), m.end())
    ]
    return _merge(spots, more)


def _spelled(view: str, known: Mapping[str, EntityKind], lexicon: Lexicon) -> set[str]:
    """The acronyms that stand in a story unexplained and are the initials of one organization in it."""
    owners: dict[str, set[str]] = defaultdict(set)
    for text, kind in known.items():
        if kind == "organization" and " " in text:
            for letters in initials(text, lexicon.forms):
                owners[letters].add(plain(text, lexicon.forms))
    alone = (m for m in _ALONE.finditer(view) if len(owners.get(m.group(), ())) == 1)
    places = lexicon.geography.places
    return {m.group() for m in alone if m.group() not in places and not _shouted(view, m.start(), m.end())}


def _shouted(view: str, start: int, end: int) -> bool:
    """Whether a word in capitals stands among others: a headline, not an acronym."""
    return bool(_SHOUTED.search(view, max(0, start - 30), start) or _SHOUTED_AFTER.match(view, end))


def _known(view: str, paragraphs: Sequence[Offsets], lexicon: Lexicon) -> list[Spot]:
    """Countries and large cities, and the world's best-known organizations, by name, standing alone."""
    found: list[Spot] = []
    for a, b in paragraphs:
        for match in _CAPITALISED.finditer(view, a, b):
            if match.group() in lexicon.geography.sure_places:
                found.append(Spot(*match.span(), "place"))
            elif titled := _before_title(match.group(), lexicon):
                found.append(Spot(match.start(), match.start() + titled, "place"))
        for match in lexicon.geography.short.finditer(view, a, b):
            if not _shouted(view, *match.span()):
                found.append(Spot(*match.span(), "place"))
        found += [Spot(*match.span(), "organization") for match in lexicon.kinds.known_group.finditer(view, a, b)]
    return [
        spot
        for spot in found
        if _is_titled(view, spot, lexicon) or not _in_longer_name(view, spot.start, spot.end, lexicon)
    ]


def _before_title(run: str, lexicon: Lexicon) -> int:
    """How long the place is that a run of capitalised words opens with, before someone's title; 0 for none."""
    words = run.split()
    for count in range(1, len(words)):
        place = " ".join(words[:count])
        if place in lexicon.geography.sure_places and words[count].lower() in lexicon.people.titles:
            return len(place)
    return 0


def _is_titled(view: str, spot: Spot, lexicon: Lexicon) -> bool:
    """Whether a title follows: "Ohio Senator"."""
    following = view[spot.end : spot.end + 30].split(maxsplit=1)
    return bool(following) and spot.kind == "place" and following[0].lower() in lexicon.people.titles


def _in_longer_name(view: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a capitalised word stands right beside: the word is a part of some other name."""
    if lexicon.forms.goes_on.match(view, end, end + 40):
        return True
    before = _CAP_BEFORE.search(view, max(0, start - 30), start)
    if not before:
        return False
    word = before.group(1).lower()
    return word not in lexicon.people.name_openers and word not in lexicon.forms.openers
