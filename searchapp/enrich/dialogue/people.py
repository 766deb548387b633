"""Whom a label means: "WEBB" and "Ms. Webb" are the Susan Webb that the story names, "THE PRESIDENT" a part.

Knows labels and names; nothing of what is said under them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from searchapp.enrich.attribution.salience import Speaker
from searchapp.enrich.entities.full_names import capitalised
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.model import Mention, Offsets

_NAME = r"[A-Z][\w.'\-&]*(?:,? (?:[a-z]{1,3} ){0,2}(?:\"[A-Z]\w+\" )?[A-Z][\w.'\-&]*){0,5}"
_LABEL = re.compile(
    rf"[*_>]{{0,3}}(?P<name>{_NAME})(?P<detail>(?:,[^:,()\n\"]{{1,60}}| ?[(\[][^()\[\]:\n]{{1,60}}[)\]]){{0,4}})"
    r" ?[*_]{0,2}:[*_]{0,2}(?=\s|$|\")"
)
_PART_LABEL = re.compile(r"(?P<name>[A-Z][a-z]+(?: [a-z]+){1,2}) ?:(?=\s|$)")
_ONE_NAME = re.compile(_NAME)
_LETTER = re.compile(r"(?P<name>[A-Z]|[A-Z][a-z]{4,8}|[A-Z]{5,8}) ?\d{0,2}(?:[.:)](?=\s)|(?= [A-Z]))")
_SMALL_WORD = re.compile(r"([a-z]+) ")
_AGE_MARK = re.compile(r"\d")
_PART = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 6
_NEW_NAME_WORDS = 4
_MOST_INITIALS = 4

LabelKind = Literal["person", "organization", "part", "question", "answer", "other"]


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a colon: `span` is the name or the part, the words under it begin at `end`.

    `words` are those of the name without titles. `about` is what is told of it: ", 34, teacher", "(mayor)".
    """

    span: Offsets
    words: tuple[str, ...]
    titled: bool
    about: str
    end: int
    start: int

    @property
    def key(self) -> str:
        """What tells one label of a page from another."""
        return " ".join(self.words).lower()


def spelled(words: Sequence[str]) -> str:
    """A name as it is written in prose: WEBB is Webb, O'NEIL is O'Neil; what is not shouted stays."""
    shouted = all(map(str.isupper, words)) and any(len(word) > 2 for word in words)
    return " ".join(capitalised(word) if shouted and "." not in word else word for word in words)


class People:
    """The persons and organizations that a story names, by what a label may call them."""

    def __init__(self, view: str, mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        self._view = view
        self._lexicon = lexicon
        self._by_name: dict[str, str] = {}
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._by_letters: dict[str, set[str]] = defaultdict(set)
        self._groups: dict[str, str] = {}
        self._kind_at = {m.start: (m.kind, m.end) for m in mentions}
        self._called = {(m.start, m.end): m.name for m in mentions if m.kind == "person"}
        for mention in mentions:
            if mention.kind == "organization":
                self._groups.setdefault(mention.text.lower(), mention.name)
            elif mention.kind == "person" and " " in mention.name and not mention.name.isupper():
                self.add(mention.name)

    def add(self, name: str) -> str:
        """One more person, told apart from those who are known by the first and last word; the name to go by."""
        words = name.lower().split()
        if known := self.named(words):
            return known[0]
        self._by_name[name.lower()] = name
        self._by_word[words[-1]].add(name)
        self._by_word[words[0]].add(name)
        self._by_letters["".join(w[0] for w in words)].add(name)
        return name

    def named(self, words: Sequence[str]) -> tuple[str, float] | None:
        """The one person of the story who is called so, and how sure that is."""
        low = [word.lower() for word in words]
        if known := self._by_name.get(" ".join(low)):
            return known, 1.0
        if len(low) > 1:
            found = {n for n in self._by_word.get(low[-1], ()) if n.lower().split()[0] == low[0]}
        else:
            found = self._by_word.get(low[0], set()) if low else set()
            # "WEBB" is Gerald Webb rather than the Mrs. Webb beside him.
            found = {n for n in found if not self._titles(n.split()[:1])} or found
        return (next(iter(found)), 0.97) if len(found) == 1 else None

    def by_initials(self, words: Sequence[str]) -> str | None:
        """The one person with these initials: "RL", "R.L."."""
        letters = "".join(words).replace(".", "")
        found = self._by_letters.get(letters.lower(), set()) if letters.isupper() else set()
        return next(iter(found)) if len(found) == 1 and 1 < len(letters) < _MOST_INITIALS else None

    def group(self, words: Sequence[str]) -> str | None:
        """The organization of the story that is called so."""
        return self._groups.get(" ".join(words).lower())

    def label_at(self, start: int, end: int) -> Label | None:
        """The label that opens at a place of the view, if one does."""
        found = _LABEL.match(self._view, start, min(end, start + 240))
        if found is None:
            part = _PART_LABEL.match(self._view, start, min(end, start + 60))
            label = part and Label(
                part.span("name"), tuple(part.group("name").split()), False, "", part.end(), start
            )
            return label if label and self.is_part(label) else None
        return self._label(found.span("name"), found.group("detail"), (found.start(), found.end()))

    def label_of(self, name: Offsets, about: str) -> Label | None:
        """The label that a name stands for without a colon."""
        start, end = name
        while (word := _SMALL_WORD.match(self._view, start, end)) and self._titles([word.group(1)]):
            start = word.end()
        end -= self._view[start:end].endswith(" ")
        return self._label((start, end), about, name) if _ONE_NAME.fullmatch(self._view, start, end) else None

    def _label(self, name: Offsets, about: str, whole: Offsets) -> Label | None:
        words = self._view[name[0] : name[1]].split()
        if comma := next((n for n, word in enumerate(words) if word.endswith(",")), None):
            about = ", ".join((" ".join(words[comma + 1 :]), about))
            words = [*words[:comma], words[comma].rstrip(",")]
        small = (word for word in words if word.islower())
        particles = self._lexicon.dialogue.particles
        if words[0].lower() in self._lexicon.saying.sure_cues:
            return None
        if len(words) > _MOST_WORDS or not self.may_describe(about) or any(w not in particles for w in small):
            return None
        titles = self._titles(words)
        start = name[0] + len(" ".join(words[:titles])) + (titles > 0)
        span = (start, name[0] + len(" ".join(words))) if titles < len(words) else (name[0], name[1])
        return Label(span, tuple(words[titles:]), titles > 0, about.strip(" ,"), whole[1], whole[0])

    def letter_at(self, start: int, end: int) -> tuple[LabelKind, Label] | None:
        """A "Q:" or an "A." that opens at a place of the view."""
        found = _LETTER.match(self._view, start, min(end, start + 20))
        if found is None:
            return None
        word, dialogue = found.group("name").lower(), self._lexicon.dialogue
        label = Label(found.span("name"), (word,), False, "", found.end(), start)
        if word in dialogue.questions:
            return "question", label
        return ("answer", label) if word in dialogue.answers else None

    def who(self, label: Label, *, sure: bool = False) -> Speaker | None:
        """The person or organization that a label surely names; with `sure` the place itself says it is one."""
        words = label.words
        if not words or self._is_no_name(words):
            return None
        if label.titled and " " in (called := self._called.get(label.span, "")):
            return Speaker(called, "person", label.span, 0.97)
        if titled := self._by_title(label):
            return Speaker(titled, "person", label.span, 0.97)
        if known := self.named(words):
            return Speaker(known[0], "person", label.span, known[1])
        group, told = self.group(words), self.tells_person(label.about)
        if group and not told and not label.titled:
            shouted = words[0].isupper() and len(words[0]) > 4
            return None if shouted else Speaker(group, "organization", label.span, 0.9)
        first = words[0].lower()
        people = self._lexicon.people
        kind, kind_end = self._kind_at.get(label.span[0], (None, 0))
        seen = kind == "person" and kind_end == label.span[1]
        given = 1 < len(words) <= _NEW_NAME_WORDS and people.is_given(first)
        if kind == "place" and not (told or label.titled or given):
            return None
        if not (label.titled or told or seen or given or (sure and self.may_be_person(label))):
            return None
        name = spelled(words)
        return Speaker(self.add(name) if len(words) > 1 else name, "person", label.span, 0.95)

    def _by_title(self, label: Label) -> str | None:
        """The one bearer of a surname whom "Mr" or "Mrs" before it leaves, else the surname with the title."""
        title = self._lexicon.forms.courtesy.search(self._view, label.start, label.span[0])
        if title is None or len(label.words) != 1:
            return None
        bearers = self._by_word.get(label.words[0].lower(), set())
        other = "he" if title["she"] else "she"
        left = {name for name in bearers if self._pronoun_of(name) != other}
        if len(left) == len(bearers):
            return None
        return left.pop() if len(left) == 1 else f"{title['title'].capitalize()} {capitalised(label.words[0])}"

    def _pronoun_of(self, name: str) -> str | None:
        people, first = self._lexicon.people, name.split(maxsplit=1)[0].rstrip(".")
        if first.lower() in people.she_titles:
            return "she"
        return "he" if first.lower() in people.he_titles else people.pronoun_of(first)

    def may_be_person(self, label: Label) -> bool:
        """Whether nothing says that a label is no person's."""
        if not label.words or self._is_no_name(label.words) or self.group(label.words):
            return False
        if label.words[-1].lower() in self._lexicon.dialogue.no_labels:
            return False
        name = spelled(label.words)
        places = self._lexicon.geography.places
        small = self._lexicon.forms.openers
        return name not in places and not any(w.lower() in small for w in label.words) and len(name) > 1

    def taken(self, label: Label) -> Speaker:
        """A label for a person that nothing else names."""
        return Speaker(spelled(label.words), "person", label.span, 0.8)

    def tells_person(self, about: str) -> bool:
        """Whether what is told of a name is told of a person: an age, a role."""
        if _AGE_MARK.search(about) and self._lexicon.dialogue.age.search(about):
            return True
        people, parts = self._lexicon.people, self._lexicon.dialogue.parts
        return any((low := w.lower()) in people.roles or low in parts for w in _PART.findall(about))

    def is_role(self, text: str) -> bool:
        """Whether words before a name only say what someone is."""
        words = text.split()
        return (
            bool(words)
            and len(words) < 6
            and self._titles([words[-1].rstrip(",")]) > 0
            and self.may_describe(text)
        )

    def is_part(self, label: Label) -> bool:
        """Whether a label is somebody's part: "HOST", "THE PRESIDENT"."""
        if not label.words:
            return True
        words = [w.lower() for w in label.words]
        articles = self._lexicon.grammar.articles
        words = words[1:] if words[0] in articles else words
        people = self._lexicon.people
        last = words[-1] if words else ""
        return bool(words) and len(words) < 3 and (last in self._lexicon.dialogue.parts or last in people.roles)

    def _titles(self, words: Sequence[str]) -> int:
        """How many words before a name are none of it."""
        openers = self._lexicon.people.name_openers
        count = 0
        while count < len(words) and words[count].lower().rstrip(".") in openers:
            count += 1
        return count

    def _is_no_name(self, words: Sequence[str]) -> bool:
        dialogue, edges = self._lexicon.dialogue, self._lexicon.edges
        low = [w.lower() for w in words]
        letters = dialogue.questions | dialogue.answers
        return low[0] in letters or low[0] in dialogue.no_labels or low[0] in edges.days

    def may_describe(self, about: str) -> bool:
        """Whether words after a name tell who it is; a verb of saying tells what it does."""
        cues = self._lexicon.saying.sure_cues
        return not any(w.lower() in cues for w in _PART.findall(about))
