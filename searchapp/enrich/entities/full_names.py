"""What each mention is short for within its own story: "Lund" -> the one full name that ends so.

Safe links only: a surname whose full name is unique in the story, an acronym that the story defines or that
spells the initials of one name, "the coalition" where there is one. Never across stories, never by likeness.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence

from searchapp.enrich.entities.persons import upright
from searchapp.enrich.entities.span import Spot
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.lexicon.patterns import Forms, Words
from searchapp.model import EntityKind

_ACRONYM = re.compile(r"[A-Z][A-Z&.]{1,8}\Z")
_BRACKETS = re.compile(r"\(([^()\n]{2,80})\)")
_WORD_START = re.compile(r"(?<!\S)\S")
_NEAR = 120
_LONGEST_ACRONYM = 4
_PART = re.compile(r"[^\W\d_]+(?:'[^\W\d_]\b)?")
_SPACE = re.compile(r"\s+")


def plain(text: str, forms: Forms) -> str:
    """A name's own form: single spaces, straight apostrophes gone from its middle ("Rome's Council")."""
    return _SPACE.sub(" ", forms.possessive.sub("", text)).strip()


class Known:
    """The texts of one kind that a story names, by their first and last word and by their initials."""

    def __init__(self, texts: Iterable[str], forms: Forms, common: Words) -> None:
        self.forms = forms
        self.common = common
        self.texts = dict.fromkeys(texts)
        self.parts = {text: _apart(text, forms) for text in self.texts}
        self.ending: dict[str, list[str]] = defaultdict(list)
        self.beginning: dict[str, list[str]] = defaultdict(list)
        self.spelling: dict[str, list[str]] = defaultdict(list)
        for text in self.texts:
            words = self.parts[text][0]
            if len(words) > 1:
                self.ending[words[-1]].append(text)
                self.beginning[words[0]].append(text)
                for letters in initials(text, forms):
                    self.spelling[letters].append(text)


def full_names(view: str, spots: Sequence[Spot], lexicon: Lexicon) -> dict[tuple[EntityKind, str], str]:
    """For each kind and text as it stands, the story's own fullest form of that name."""
    texts: dict[EntityKind, list[str]] = {"person": [], "organization": [], "place": []}
    for spot in spots:
        texts[spot.kind].append(view[spot.start : spot.end])
    names: dict[tuple[EntityKind, str], str] = {}
    for kind, found in texts.items():
        said = {text: _written(text, lexicon) if kind == "person" else text for text in found}
        known = Known(said.values(), lexicon.forms, lexicon.people.group_nouns)
        defined = _defined(view, known) if kind != "person" else {}
        quiet = {text.casefold(): text for text in known.texts if not text.isupper()}
        for text, name in said.items():
            if name.isupper() and (kind != "organization" or name.casefold() in quiet):
                name = quiet.get(name.casefold()) or _quietened(name, lexicon)
            names[kind, text] = plain(defined.get(name) or _longer(name, kind, known, lexicon), lexicon.forms)
    # A surname may link to a name that itself links on.
    for key, name in list(names.items()):
        names[key] = names.get((key[0], name), name)
    return names


def _written(text: str, lexicon: Lexicon) -> str:
    """A person's name as it is said, a suffix always written in one way: "Lund, Jr" is Lund Jr."""
    name = upright(text, lexicon.persons.suffixes)
    words, suffix = _apart(name, lexicon.forms)
    if not (words and suffix):
        return name
    return " ".join((*words, suffix if suffix.isupper() else f"{suffix}."))


def capitalised(word: str) -> str:
    """A word that is set in capitals as a name is written in prose: O'NEIL is O'Neil."""
    text = _PART.sub(lambda m: m.group(0).capitalize(), word)
    return f"Mc{text[2:].capitalize()}" if text.startswith("Mc") and len(text) > 4 else text


def _quietened(name: str, lexicon: Lexicon) -> str:
    """A name that stands in capitals only, as it is written elsewhere; an acronym as it is."""
    words = [word if len(word) <= _LONGEST_ACRONYM and "." in word else capitalised(word) for word in name.split()]
    written = " ".join(words)
    known = len(name) > _LONGEST_ACRONYM or written in lexicon.geography.places
    return written if known else name


def _longer(text: str, kind: EntityKind, known: Known, lexicon: Lexicon) -> str:
    if kind == "person":
        return longer_person(text, known)
    if kind == "organization":
        return _organization(text, known)
    for longer in lexicon.geography.same_as.get(text, ()):
        if longer in known.texts:
            return longer
    led = [t for t in known.texts if without_article(t, known.forms) == text]
    return led[0] if _are_one(led, known) else text


def without_article(text: str, forms: Forms) -> str:
    """A name without the article before it that it may also lack, or "" where it has none: al-Karama -> Karama."""
    found = forms.article.match(text)
    return text[found.end() :] if found else ""


def longer_person(text: str, known: Known, *, unless: Callable[[str], bool] | None = None) -> str:
    """The one longer name of a person that a name may be short for, of those not ruled out; else the name."""
    words, suffix = _apart(text, known.forms)
    size = len(words)
    longer = [t for t in (*known.ending[words[-1]], *known.beginning[words[0]]) if len(known.parts[t][0]) > size]
    longer = [t for t in longer if not unless(t)] if unless else longer
    # "John Doe" is not John Doe Jr., nor is he Mrs John Doe; "Doe" may be either.
    full = [t for t in longer if size == 1 or not known.forms.wife.match(t)]
    full = [t for t in full if known.parts[t][1] == suffix or (size == 1 and not suffix)]
    choice = [t for t in full if known.parts[t][0][-size:] == words]
    choice = choice or [t for t in full if size == 1 and known.parts[t][0][0] == words[0]]
    if not choice and size == 2:
        # "John Doe" is "John Q. Doe" or "John Quincy Doe".
        choice = [t for t in full if len(known.parts[t][0]) == 3 and known.parts[t][0][::2] == words]
    parts = [known.parts[t] for t in choice]
    distinct = {(theirs[0], theirs[-1], suffix) for theirs, suffix in parts}
    between = {theirs[1][0] for theirs, _ in parts if len(theirs) == 3}
    return max(choice, key=len) if len(distinct) == 1 and len(between) < 2 else text


def _apart(name: str, forms: Forms) -> tuple[list[str], str]:
    """The words of a name, and the suffix that it has, "" where it has none."""
    suffix = forms.suffix.search(name)
    return (name[: suffix.start()].split(), suffix[0].strip(" ,.")) if suffix else (name.split(), "")


def _organization(text: str, known: Known) -> str:
    if _ACRONYM.match(text):
        spelled = known.spelling[text.replace(".", "")]
        if spelled:
            return spelled[0] if _are_one(spelled, known) else text
    tail = " " + plain(text, known.forms)
    endings = known.ending[text.rsplit(maxsplit=1)[-1]]
    tails = [t for t in endings if t != text and plain(t, known.forms).endswith(tail)]
    if tails:
        return tails[0] if _are_one(tails, known) else text
    # "Brandel" where there is one "Brandel Holdings", but not "Bank" for a "Bank of Oslo".
    heads = [t for t in known.beginning[text.split(maxsplit=1)[0]] if t.startswith(text + " ")]
    heads = [t for t in heads if known.forms.company_ending.sub("", t) == text] or heads
    return heads[0] if _are_one(heads, known) and text.lower() not in known.common else text


def _are_one(texts: Iterable[str], known: Known) -> bool:
    return len({plain(text, known.forms) for text in texts}) == 1


def initials(name: str, forms: Forms) -> set[str]:
    """The acronyms that a name of several words may have, with its small words and without."""
    words = re.split(r"[\s\-]+", name)
    every = "".join(w[0] for w in words if w)
    large = "".join(w[0] for w in words if w and w.lower() not in forms.small)
    return {every.upper(), large.upper()}


def _defined(view: str, known: Known) -> dict[str, str]:
    """Short forms the story itself explains: "Full Name (FN)" and "FN (Full Name)"."""
    defined: dict[str, str] = {}
    for match in _BRACKETS.finditer(view):
        text = match.group(1)
        if text not in known.texts or text in defined:
            continue
        owner = name_before(view, match.start(), known.texts)
        if owner is None or owner == text:
            continue
        if len(owner) >= len(text):
            defined[text] = owner
        elif _ACRONYM.match(owner):
            defined[owner] = text
    return defined


def name_before(view: str, at: int, known: Container[str]) -> str | None:
    """The longest known name that ends right before a place of the view."""
    before = view[max(0, at - _NEAR) : at].rstrip()
    starts = [m.start() for m in _WORD_START.finditer(before)]
    return next((before[start:] for start in starts if before[start:] in known), None)
