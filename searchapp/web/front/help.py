"""The help page: each example is a search. Its fields are read from the query vocabulary itself."""

from __future__ import annotations

from searchapp.facets import FACET_KEYS, FACETS
from searchapp.query.tree import FIELDS
from searchapp.web.front.pages import HelpPage
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Link

_WORDS: tuple[tuple[str, str], ...] = (
    (
        "foreign fighters",
        "Stories with all of the words, in any inflection: fighters also finds fighter and fighting.",
    ),
    ('"foreign fighters"', "These very words, one after the other."),
    ("convoy OR buses", "Either word."),
    ("raqqa -mosul", "Without a word; NOT mosul says the same."),
    ("evacuat*", "Every word that begins so."),
    ("civilians NEAR/5 convoy", "Both, at most five words apart."),
    ("(convoy OR buses) monitors", "Brackets group."),
    ("IS fighters", "Capitals tell an acronym from a word: IS is not is, US is not us."),
    (
        "after:2017-10-14",
        "Published on this day or later; before: is the other end. A month or a year will do.",
    ),
)
_NAMES = {
    "outlet": "wire",
    "speaker": "spokesman",
    "person": "omar",
    "organization": "council",
    "place": "raqqa",
}
_HOW: dict[str, tuple[str, str]] = {
    "tag": ('tag:"to check"', "Stories that someone here gave this tag."),
    "mode": ("mode:direct", "Told in direct speech; indirect and mixed are the others."),
    "verb": ("verb:denies", "With a verb of this kind: says, claims, warns and so on."),
    "polarity": ("polarity:refused", "What somebody declined to say; asked and denied are others."),
    "source": ("source:unnamed", "From sources that are not named; named is the other side."),
    "certainty": ("certainty:uncertain", "Stories with statements that are uncertain."),
    "section": ("section:opinion", "Stories of this part of a paper, where it is told."),
    "filetype": ("filetype:pdf", "Stories that were read as this type of file."),
    "lacks": (
        "lacks:date",
        "Stories of which this is not known: title, outlet, date, byline, address or language.",
    ),
    "doubt": ('doubt:"part left out"', "Stories that may not be all there, by what is doubtful."),
}
"""Fields that hold one of a few values, not names."""
_FIELDS: dict[str, tuple[str, str]] = {
    "title": ("title:deal", "In the title."),
    "text": ("text:deal", "In the text."),
}
KEYS: tuple[tuple[str, str], ...] = (
    ("/", "go to the search box"),
    ("j", "next result, or next mark in a story"),
    ("k", "previous result, or previous mark"),
    ("o", "open the result"),
    ("?", "this page"),
    ("Esc", "leave the search box, close a menu"),
)


def help_page(shown: tuple[str, ...] = FACET_KEYS) -> HelpPage:
    """How to ask, of an archive that shows these facets."""
    facets = {
        f.key: _HOW.get(f.key)
        or (f"{f.key}:{_NAMES.get(f.key, 'word')}", f"In the name of {_article(f.label.lower())}.")
        for f in FACETS
    }
    fields = {**_FIELDS, **facets}
    assert tuple(fields) == FIELDS
    return HelpPage(
        title="Help",
        words=tuple((_example(q), says) for q, says in _WORDS),
        fields=tuple((_example(q), says) for key, (q, says) in fields.items() if key in (*_FIELDS, *shown)),
        keys=KEYS,
    )


def _example(q: str) -> Link:
    return Link(q, SearchState(q=q).url())


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
