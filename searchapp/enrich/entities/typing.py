"""One kind for each name of a story, by what all its mentions and the words around them say.

The model votes once a mention; the words beside it ("town of X", "Mr X", "X fighters") vote too. Pure text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from searchapp.enrich.lexicon.en_places import PLACES, SURE_PLACES
from searchapp.enrich.lexicon.en_words import GROUP_NOUNS, MEN, ORG_ENDINGS, ROLES, TITLES, WOMEN
from searchapp.model import EntityKind

Votes = Counter[EntityKind]

_BEFORE_PLACE = re.compile(
    r"\b(?:town|city|village|province|district|region|state|county|capital|suburb|island|port|municipality|commune|"
    r"neighbou?rhood|valley|republic|kingdom|parish|hamlet|outskirts|streets|north|south|east|west) of $",
    re.I,
)
_OF_PLACE = re.compile(
    r"\b(?:(?:civilians|residents|people|inhabitants|streets|siege|districts?|parts|outskirts|suburbs|fall|capture|"
    r"mayor|governor|edge|centre|center|evacuation|liberation) (?:of|in|from)"
    r"|leave|leaves|leaving|left|escape|escaped|enter|entered|entering|quit|flee|fled|reach|reached|capture|captured|"
    r"retake|retook|recapture|besieged|seized|evacuate|evacuated|out of|bound for|arrived in"
    r"|(?:leaders|elders|people|men|fighters|refugees|activists|workers|students|families) from) $",
    re.I,
)
_OF_GROUP = re.compile(
    r"\b(?:fighters|militants|members|supporters|jihadists|gunmen|remnants|defeat|executives|employees|"
    r"shareholders|activists) of $"
    r"|\b(?:fight|war|battle|campaign|offensive) against $",
    re.I,
)
_OF_PERSON = re.compile(
    r"\b(?:account|words|opinion|arrest|son|daughter|wife|widow|husband|lawyers?|testimony|trial|biography|"
    r"views?) of $"
    r"|[,\"] (?:said|says|replied|asked|added) $",
    re.I,
)
_IN = re.compile(r"\b(?:in|near|outside|around|toward|towards|across|throughout|into) $", re.I)
_AFTER_PLACE = re.compile(
    r" (?:city|province|town|village|county|district|region|area|airport|river|peninsula|border|suburb|"
    r"railway station)\b"
    r"|, (?:a|the) (?:small |large |port |capital |key |eastern |western |northern |southern |nearby )?"
    r"(?:city|town|village|province|suburb|region|district|county)\b"
)
_AFTER_GROUP = re.compile(
    r"(?:'s(?: [a-z]+)?)? (?:fighters|militants|forces|troops|soldiers|members|spokesman|spokeswoman|"
    r"spokesperson|officials|"
    r"supporters|executives|shares|employees|militia|militiamen|insurgents|commanders|shareholders|players|fans|"
    r"terrorists|jihadists|rebels|gunmen|guerrillas|leaders|lawmakers|party|militias|men|positions|vehicles|"
    r"propaganda|brutality|cruelty|atrocities|ideology|recruits|loyalists|defectors|operatives|suspects|hideouts?|"
    r"cells?|affiliates?|captivity)\b"
    r"|-(?:held|run|controlled)\b"
)
VERB_WITHIN = re.compile(r"\w (?:Is|Are|Was|Were|Be|Being|Has|Have|Can|Will|Must|Does|Do) \w")
"""A name that is a sentence: a campaign, a band, a website; no person is called so."""
_NAMED_FOR_PLACE = frozenset(
    "Council City Municipality University Police Airport Province Hospital Chamber".split()
)
_AFTER_PERSON = re.compile(r",? who\b| \(born\b| (?:himself|herself)\b| was born\b|,? \d\d,")
_SPEAKS = re.compile(r",? (?:said|says|told|wrote|added|asked|recalled|joked)\b")
_BY = re.compile(r"\b(?:by|against|joined|join|defeat|defeated) $", re.I)
_LAST_WORD = re.compile(r"([A-Za-z]+)\.? $")
_THE = re.compile(r"\bthe $", re.I)
_COMMA_PLACE = re.compile(r", ((?:[A-Z][a-z]+ ?){1,3}|[A-Z]\.[A-Z]\.)")
_ACRONYM = re.compile(r"[A-Z&]{3,6}\Z")
_PLACE_ENDINGS = frozenset(
    """
    River Lake Creek Island Islands Street Road Avenue Mountain Mountains Mount Valley Bay Beach Bridge Hill Hills
    Dock Docks Station Airport Square Mill Mills Peninsula Province County District Junction Formation Gulf Strait
    Ocean Sea Desert Forest Canal Canyon Harbor Harbour Highway Boulevard Tower Plaza Castle Cathedral Cave Coast
    Heights Village City Stadium Arena Pavilion Gym Playfield Springs Falls Point Cape Gardens Railway Railroad
    Prison Palace Hall Lane Gate Pass
    """.split()
)
_GROUPS = GROUP_NOUNS | frozenset("band label manufacturer team giant maker retailer startup developer".split())
_NEAR_CHARS = 45
SURE = 20
"""Votes for a kind that the form of a name leaves no doubt about: more than a story has mentions of it."""


def kinds_of(
    view: str, spans: Sequence[tuple[int, int, EntityKind]], sure: Mapping[str, EntityKind]
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
        _listen(view, start, end, votes[text])
    of_places = {t.split()[0] for t in votes if " " in t and t.split()[-1] in _NAMED_FOR_PLACE}
    for text, count in votes.items():
        _look(text, count)
        if text in of_places:
            count["place"] += 1
        if text in sure:
            count[sure[text]] += SURE
    kinds: dict[str, EntityKind] = {t: max(c, key=lambda k, c=c: (c[k], k)) for t, c in votes.items()}  # type: ignore[misc]
    surnames = {t.split()[-1] for t, k in kinds.items() if k == "person" and " " in t}
    for text, kind in kinds.items():
        if text in SURE_PLACES:
            kinds[text] = "place"
        elif text in surnames and kind != "person":
            kinds[text] = "person"
    return kinds


def _listen(view: str, start: int, end: int, votes: Votes) -> None:
    """What the words on both sides of one mention say."""
    before = view[max(0, start - _NEAR_CHARS) : start]
    after = view[end : end + _NEAR_CHARS]
    if _BEFORE_PLACE.search(before):
        votes["place"] += 3
    elif _IN.search(before):
        votes["place"] += 1
    if _OF_PLACE.search(before):
        votes["place"] += 1
    if _OF_GROUP.search(before):
        votes["organization"] += 1
    if _OF_PERSON.search(before):
        votes["person"] += 1
    if _AFTER_PLACE.match(after):
        votes["place"] += 2
    if (comma := _COMMA_PLACE.match(after)) and comma.group(1).strip() in PLACES:
        votes["place"] += 2
    if _AFTER_GROUP.match(after):
        votes["organization"] += 2
    if _BY.search(before):
        votes["organization"] += 1
        votes["place"] -= 1
    if _AFTER_PERSON.match(after) and not (_IN.search(before) or _OF_PLACE.search(before)):
        votes["person"] += 2
    if _SPEAKS.match(after):
        votes["person"] += 1
    if (word := _LAST_WORD.search(before)) and (low := word.group(1).lower()) and (low in TITLES or low in ROLES):
        votes["person"] += 2
        votes["organization"] -= 1
    elif word and low in _GROUPS:
        votes["organization"] += 2
    text = view[start:end]
    if _THE.search(before) and " " not in text:
        votes["organization"] += 1
        votes["person"] -= 1


def _look(text: str, votes: Votes) -> None:
    """What the name itself says."""
    words = text.split()
    last = words[-1].rstrip(".")
    first = words[0].lower()
    if VERB_WITHIN.search(text):
        votes["organization"] += SURE
    elif len(words) > 1:
        if last in ORG_ENDINGS or text.endswith("School District"):
            votes["organization"] += SURE
        elif last in _PLACE_ENDINGS:
            votes["place"] += SURE
        elif first in MEN or first in WOMEN:
            votes["person"] += 2
    elif text in PLACES:
        votes["place"] += 1
    elif _ACRONYM.match(text):
        votes["organization"] += 2
