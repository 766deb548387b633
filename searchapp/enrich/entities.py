"""Which spans of a story name a person, an organization or a place.

Takes the model's guesses and mends them with what a whole story tells: patterns of names of organizations,
one kind for one name throughout, and further mentions of a name that the model saw only once.
Knows nothing of what the names are short for (names.py) or of statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from searchapp.enrich.kinds import kinds_of
from searchapp.enrich.language import Named
from searchapp.enrich.lexicon import DESCRIBED_GROUPS, ORG_ENDINGS, PRONOUNS, ROLES, STATE_BODIES, TITLES
from searchapp.enrich.names import name_before
from searchapp.enrich.places import PEOPLE, PEOPLE_WORD, PEOPLES, PLACES, SURE_PLACES
from searchapp.enrich.spots import Spot
from searchapp.model import EntityKind, Offsets

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
_OUTLET_WORDS = frozenset(("Congress", "Parliament", "Senate", "Guardian", "Times"))
"""Endings that are also names by themselves."""
LONGEST_NAME = 8
"""Words; a longer "name" is a headline or a list."""
REPEATED_NAMES = 400
"""How many distinct names of one story are looked for again in its text."""

_CAP = r"[A-Z][\w&.'\-]*"
_LEADING = re.compile(r"(?:the|a|an|this|that|its|his|her|their|our|former|ex|then|late)[ \-]", re.I)
_TITLE = re.compile(r"([A-Za-z][A-Za-z\-]*)\.? ")
_POSSESSIVE = re.compile(r"(?:'s?|\Ws)$")
_OUTER = " \t\n\"'`.,;:!?()[]{}-–—/*_#@|<>~=+"
_FULL_STOP = re.compile(r"(?:\b[A-Z]\.[A-Z]|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|Bros))\.$")
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december today tomorrow yesterday morning evening tonight".split()
)
_LED = re.compile(r"\b(?:(?:" + _CAP + r"|[A-Z]\.[A-Z]\.)-(?:led|backed|run|brokered) )(coalition|alliance)\b")
_STATE = re.compile(r"\b" + PEOPLE + r" " + STATE_BODIES + r"\b")
_ENDING = "|".join(sorted(ORG_ENDINGS, key=len, reverse=True))
_RUN_WITH_HEAD = re.compile(
    r"\b[A-Z][\w\-]*(?:'s)?(?:(?: (?:of|for|and|&) | )[A-Z][\w\-]*(?:'s)?){0,6} (?:"
    + _ENDING
    + r")(?: (?:of|for) (?:the )?[A-Z][\w\-]*(?:(?: (?:and|of|&) | )[A-Z][\w\-]*){0,4})?\b(?!-)"
)
_DESCRIBED = re.compile(
    r"(?:"
    + DESCRIBED_GROUPS.pattern
    + r")(?: (?:that|which) [a-z][\w ]{0,40}?, | (?:called |known as |named )?|, )(?:the )?"
    r"(?P<name>[A-Z][\w\-]+(?: (?:of |for |and |the )?[A-Z][\w\-]+){1,6})(?=,| said\b| says\b| told\b| \(|\.)"
)
_ACRONYM_GROUP = re.compile(
    r"\b([A-Z]{3,6})(?= (?:militia|militias|fighters|militants|forces|troops|party|rebels|spokesman|spokeswoman|"
    r"officials|insurgents|guerrillas|coalition|alliance|members)\b)"
)
_CAPITALISED = re.compile(r"[A-Z][a-z][\w\-]*(?: [A-Z][a-z][\w\-]*){0,2}")
_CAP_AFTER = re.compile(r" (?:of |and )?[A-Z][a-z]")
_CAP_BEFORE = re.compile(r"\b([A-Z][\w\-]*) $")
_SMALL_OPENERS = frozenset(
    """
    the a an in on at but and he she it they for when while after before if as later then now once still yet also
    however meanwhile even only both like with from to by of since until though although so why how did does was is
    """.split()
)
_EVENT = re.compile(
    r"\b(?:Festival|Awards?|Cup|Open|Championships?|Tour|War|Wars|Challenge|Masters|Contest|Trophy|Draft|Revolution|"
    r"Enlightenment|Act|Law|Treaty|Agreement|Accord|Olympics|Games|Day|Amendment|Prize|Bowl|Series|Marathon|Battle|"
    r"Era|Age|Bible|Constitution|Declaration|Protocol|Album|Version|Edition|Test|Theory|Syndrome|Disease)$"
)
"""Endings of events, prizes, laws and works: named, but no organizations."""
_PLATFORM = re.compile(
    r"\b(?:its|his|her|their|a|an|the|official) (?:official |own )?([A-Z]\w+) (?:page|account|feed|post)\b"
)
_PREFIX = re.compile(
    r"(?:[\w.]+-(?:backed|led|based|controlled|held|supported|allied|owned|run|born|sponsored)|pro-\w+) "
    r"(?=[A-Z])"
)
_NATION_ACRONYM = re.compile(PEOPLE + r" (?=[A-Z]{2,6}\b)")
_AND = re.compile(r" and (?:the )?")
_ACRONYM = re.compile(r"\((?:the |or )?([A-Z][A-Za-z&.\-]{1,9})s?\)")
_COMPANY = re.compile(r"\b((?:" + _CAP + r" (?:& )?){1,4}(?:Inc|Corp|Ltd|LLC|PLC|plc|Co|GmbH|AG|SA|NV)\b\.?)")


def spots_of(view: str, paragraphs: Sequence[Offsets], named: Iterable[Named]) -> list[Spot]:
    """All naming spans of a story's mined paragraphs, in order, not overlapping."""
    model: list[Spot] = []
    nations: set[str] = set()
    for one in named:
        kind = _KINDS.get(one.label)
        if kind is None:
            if one.label == "NORP":
                nations.add(view[one.start : one.end])
            continue
        for start, end in _pieces(view, one.start, one.end, kind):
            if cleaned := _cleaned(view, start, end, kind):
                model.append(cleaned)
    formed = _patterns(view, paragraphs)
    sure = {view[s.start : s.end]: s.kind for s in formed}
    found = _vote(view, _merge(formed, model), nations, sure)
    return _merge(_repeated(view, paragraphs, found), _known_places(view, paragraphs))


def _pieces(view: str, start: int, end: int, kind: EntityKind) -> list[Offsets]:
    """The names in a span that the model took for one: "A and B", "Town, Land", "Town - southbound"."""
    text = view[start:end]
    dash = re.search(r" (?:-+|[–—]) ", text)
    if dash:
        return _pieces(view, start, start + dash.start(), kind)
    both = _AND.search(text)
    if both and (kind == "place" or (text[: both.start()] in PLACES and text[both.end() :] in PLACES)):
        return [(start, start + both.start()), (start + both.end(), end)]
    apart = text.find(" and the ")
    if apart > 0 and kind == "organization":
        return [(start, start + apart), (start + apart + 9, end)]
    if both and kind == "organization":
        halves = text[: both.start()].split(), text[both.end() :].split()
        if all(len(half) > 1 and half[-1] in ORG_ENDINGS for half in halves):
            return [(start, start + both.start()), (start + both.end(), end)]
    comma = text.find(", ")
    if comma > 0 and kind == "place" and text not in PLACES:
        return [(start, start + comma), (start + comma + 2, end)]
    if comma > 0 and kind == "organization" and " " not in text[:comma] and " " in text[comma + 2 :]:
        return [(start + comma + 2, end)]
    return [(start, end)]


def _cleaned(view: str, start: int, end: int, kind: EntityKind) -> Spot | None:
    """A span without article, title, possessive and stray marks; None where nothing of a name is left."""
    if "\n" in view[start:end]:
        end = view.index("\n", start)
    while True:
        while start < end and view[start] in _OUTER:
            start += 1
        while end > start and view[end - 1] in _OUTER and not _is_initial(view, start, end):
            end -= 1
        text = view[start:end]
        if kind != "place" or text not in PLACES:
            lead = _LEADING.match(text) or _PREFIX.match(text)
            if lead is None and kind == "organization":
                lead = _NATION_ACRONYM.match(text)
            if lead:
                start += lead.end()
                continue
            if (
                kind == "person"
                and (title := _TITLE.match(text))
                and (title.group(1).lower() in TITLES or title.group(1).lower() in ROLES)
            ):
                start += title.end()
                continue
        if tail := _POSSESSIVE.search(text):
            end = start + tail.start()
            continue
        break
    return Spot(start, end, kind) if _is_name(text, kind) else None


def _is_initial(view: str, start: int, end: int) -> bool:
    """Whether the full stop at the end belongs: "U.S.", "Inc.", "Jr."."""
    return bool(_FULL_STOP.search(view[max(start, end - 8) : end]))


def _is_name(text: str, kind: EntityKind) -> bool:
    words = text.split()
    if not words or len(words) > LONGEST_NAME or not any(c.isupper() for c in text):
        return False
    low = text.lower()
    if low in PRONOUNS or low in _DAYS or low.rstrip(".") in TITLES or low in ROLES:
        return False
    if len(text) < 2 or not any(c.isalpha() for c in text) or (PEOPLE_WORD.match(text) and text not in PLACES):
        return False
    if len(words) == 1 and (text in ORG_ENDINGS or text.rstrip("s") in ORG_ENDINGS) and text not in _OUTLET_WORDS:
        return False
    if kind == "person":
        return not any(c.isdigit() for c in text) and (words[0][0].isupper() or len(words) > 1)
    return True


def _patterns(view: str, paragraphs: Sequence[Offsets]) -> list[Spot]:
    """Organizations whose form tells what they are."""
    found: list[Spot] = []
    for start, end in paragraphs:
        for pattern in (_LED, _STATE):
            found += [Spot(m.start(), m.end(), "organization") for m in pattern.finditer(view, start, end)]
        for match in _RUN_WITH_HEAD.finditer(view, start, end):
            if spot := _cleaned(view, match.start(), match.end(), "organization"):
                found.append(spot)
        # Kept as it stands: "Our" may open the name of a group.
        found += [Spot(*m.span("name"), "organization") for m in _DESCRIBED.finditer(view, start, end)]
        for match in _ACRONYM_GROUP.finditer(view, start, end):
            if match.group(1) not in PLACES:
                found.append(Spot(match.start(1), match.end(1), "organization"))
        for match in _PLATFORM.finditer(view, start, end):
            if spot := _cleaned(view, *match.span(1), "organization"):
                found.append(spot)
        for match in _COMPANY.finditer(view, start, end):
            if spot := _cleaned(view, match.start(), match.end(), "organization"):
                found.append(spot)
    return found


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


def _vote(view: str, spots: Sequence[Spot], nations: set[str], sure: Mapping[str, EntityKind]) -> list[Spot]:
    """One kind for one name throughout a story."""
    kinds = kinds_of(view, [(s.start, s.end, s.kind) for s in spots], sure)
    kept: list[Spot] = []
    for spot in spots:
        text = view[spot.start : spot.end]
        if text in nations and text in PEOPLES:
            continue
        kind = kinds[text]
        if kind == "organization" and _EVENT.search(text):
            continue
        kept.append(Spot(spot.start, spot.end, kind))
    return kept


def _repeated(view: str, paragraphs: Sequence[Offsets], spots: Sequence[Spot]) -> list[Spot]:
    """Add the mentions of known names that were missed, and of surnames and acronyms they bring with them."""
    known: dict[str, EntityKind] = {}
    for spot in spots:
        text = view[spot.start : spot.end]
        if (len(text) >= 3 and text[0].isupper()) or " " in text:
            known.setdefault(text, spot.kind)
            if spot.kind == "person" and " " in text and len(text.split()[-1]) >= 4:
                known.setdefault(text.split()[-1], "person")
    for match in _ACRONYM.finditer(view):
        owner = name_before(view, match.start(), known)
        if owner and known[owner] != "person":
            known[match.group(1)] = known[owner]
    if not known:
        return list(spots)
    names = sorted(known, key=len, reverse=True)[:REPEATED_NAMES]
    pattern = re.compile(r"(?<![\w\-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w]|-[a-z])")
    more = [
        Spot(m.start(), m.end(), known[m.group(0)])
        for a, b in paragraphs
        for m in pattern.finditer(view, a, b)
        if " " in m.group(0) or not _in_longer_name(view, m.start(), m.end())
    ]
    return _merge(spots, more)


def _known_places(view: str, paragraphs: Sequence[Offsets]) -> list[Spot]:
    """Countries and large cities by name, standing alone."""
    return [
        Spot(m.start(), m.end(), "place")
        for a, b in paragraphs
        for m in _CAPITALISED.finditer(view, a, b)
        if m.group(0) in SURE_PLACES and not _in_longer_name(view, m.start(), m.end())
    ]


def _in_longer_name(view: str, start: int, end: int) -> bool:
    """Whether a capitalised word stands right beside: the word is a part of some other name."""
    if _CAP_AFTER.match(view, end, end + 40):
        return True
    before = _CAP_BEFORE.search(view, max(0, start - 30), start)
    return bool(before and before.group(1).lower() not in TITLES | ROLES | _SMALL_OPENERS)
