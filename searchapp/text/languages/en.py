"""English: function words, possessives, British and American spelling, and Snowball's stems ("Porter 2")."""

from __future__ import annotations

import re
import threading

import Stemmer

from searchapp.text.languages.language import Analysis
from searchapp.text.letters import APOSTROPHES, LATIN, MAX_TERM, plain

_FUNCTION_WORDS = frozenset(
    """a about above after all also am an and any are as at be because been but by can could did do does
    down each few for from had has have he her here hers him his how i if in into is it its just may me
    might mine more most must my no nor not now of off on once one only or other our ours out over own per
    shall she should so some such than that the their them then there these they this those to too under
    until up us very was we were what when where which while who whom whose why will with would yes you
    your""".split()
)
"""Words of the closed classes: the only ones that read alike as acronyms (IS, US, WHO, IT, AM)."""

_FURTHER = frozenset(
    """again against although among another because before being below between both d doing during either every
    further having himself herself itself let ll many much myself neither nor ourselves re since t theirs
    themselves though through until upon ve via whether whereas within without yet yourself""".split()
)
_MEANT = frozenset({"down", "may", "mine", "us", "will"})
"""Read alike as a name, a month, the country, a mine: worth looking for."""
_EMPTY = (_FUNCTION_WORDS | _FURTHER) - _MEANT
"""Words of the closed classes, and what is left of them where an apostrophe was lost ("don t", "we ve")."""

_SPELLED = frozenset({"am", "eu", "pm", "tv", "uk", "un", "us"})
"""What "u s army" and "4 p m" mean, where points and capitals were lost; other pairs are as often two words."""

_CONTRACTED = frozenset({"d", "ll", "m", "re", "s", "t", "ve"})
_COMPOUNDING = frozenset(
    """after all anti back based behind bound by co cross day down dominated driven eight elect ex far father five
    four free friendly front full funded general half hand hard held high home ill in ish known land late law led
    less like line long low made mid middle minded minister mother much multi near new nine non north off old on
    one only out over owned party per pre president pro quarter range related rich right run second self seven
    short side single six size small so soft south sponsored starred state style sub ten term third three time to
    top toward twice two type under up vice well west wide year""".split()
)
"""What often stands before or behind the hyphen of a compound: well-known, army-led, father-in-law."""

_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s?\Z", re.IGNORECASE)
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_ISE = re.compile(r"(?<=[a-z]{2})(i|y)s(?=(?:e|es|ed|er|ers|ing|ingly|able|ation|ations|ational|ement|ements)\Z)")
_OUR = re.compile(r"(?<=[a-z]{2}[b-df-hj-np-tv-z])our(?=(?:s|ed|ing|able|al|er|ers|ful|ite|ites|less|hood)?\Z)")
_ISE_BEGUN = re.compile(r"(?<=[a-z]{2})([iy])s(?=(?:a(?:t(?:i(?:on?)?)?)?|e[drs]?|i(?:ng?)?)?\Z)")
_OUR_BEGUN = re.compile(r"(?<=[a-z]{2}[b-df-hj-np-tv-z])our?(?=\w{0,4}\Z)")

_local = threading.local()


def fold(raw: str) -> str:
    """No case, accents or possessive, and one spelling for British and American."""
    word = raw[:MAX_TERM].lower() if raw.isascii() and raw.isalnum() else plain(_POSSESSIVE.sub("", raw))
    if len(word) > 4:  # the patterns are dear, and a look tells that most words have neither
        if "is" in word or "ys" in word:
            word = _ISE.sub(r"\1z", word)
        if "our" in word:
            word = _OUR.sub("or", word)
    return word


def stem(exact: str) -> str:
    """The stem of an exact form."""
    stemmer: Stemmer.Stemmer | None = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer("english")
    word: str = stemmer.stemWord(exact)
    return word


def starts(exact: str, raw: str) -> set[str]:
    """The exact forms with which a word of this beginning may begin, whichever spelling it goes on in."""
    raw = _APOSTROPHE.sub("", raw).casefold()
    spellings = {exact, raw if raw.isascii() and raw.isalnum() else exact}
    for s in tuple(spellings):
        spellings.add(_ISE_BEGUN.sub(r"\1z", s))
        spellings.add(_OUR_BEGUN.sub("or", s))
    return spellings


_SAYING = frozenset(
    "say says said saying tell tells told telling add adds added adding ask asks asked asking announce"
    " announces announced announcing claim claims claimed claiming confirm confirms confirmed confirming"
    " declare declares declared declaring deny denies denied denying explain explains explained explaining"
    " insist insists insisted insisting note notes noted noting report reports reported reporting state"
    " states stated stating warn warns warned warning".split()
)

ENGLISH = Analysis(
    code="en",
    name="English",
    letters=LATIN,
    fold=fold,
    stem=stem,
    starts=starts,
    ends=".!?…",
    closers="'\"”’)\\]",
    acronyms=_FUNCTION_WORDS,
    lost_endings=frozenset("sS"),
    function_words=_EMPTY,
    saying=_SAYING,
    spelled=_SPELLED,
    contracted=_CONTRACTED,
    compounding=_COMPOUNDING,
    probe="The U.S.-led IS's élite organisation labours; 1,000 Raqqa s (p.m.), U S, u s, U. S. "
    "F16 d'Or O'Moor they'd it\u00adself gar-\nden well-\nknown " + " ".join(sorted(_FUNCTION_WORDS)),
)
