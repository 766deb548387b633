"""Arabic: one spelling for letters that writers vary, and light stems: article, particles and endings off.

Folded are vowel points and tatweel; أ إ آ ٱ to ا; ة to ه and ى to ي; the Persian and Urdu forms of kaf, yeh and
heh (گ is another letter and stays); and digits to those of ASCII. ؤ and ئ become ء: what a hamza sits on follows
from the vowels beside it and differs by country and ending (مسؤول مسئول, أعضاء أعضائه); that it is there does not.
Only on alif do writers leave it out.

The stems are rules of our own. Snowball's keep وزير from الوزير, بيان from بيانات and قوة from قوات, and make مدني
(civilian) and مدن (towns) one: of the inflections in tests/text/test_arabic.py they join about half. What may be a
particle comes off wherever it stands first, of كتائب as of بكتائب, so that a word is one with itself behind a
particle; a letter that is as often the word's own, only where enough is left: so بلجنة is not found by لجنة. Some
words stay whole, since they would lose too much. Broken plurals (كتيبة, كتائب) and verbs are words of their own.
"""

from __future__ import annotations

import re
import unicodedata

from searchapp.text.languages.language import Analysis
from searchapp.text.letters import plain

LETTERS = (
    "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c9"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufdf0-\ufdfb\ufe70-\ufefc"
)
"""Of the Arabic script, tatweel and presentation forms among them, digits not."""

_SAME = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ؤئ", "ء"),
        **dict.fromkeys("ىی", "ي"),
        **dict.fromkeys("کڪ", "ك"),
        **dict.fromkeys("ةہھۃۀۂ", "ه"),
    }
)
_PERSIAN = str.maketrans("ی", "ي")
"""Before a hamza beside it is drawn into the letter, as it is with the Arabic one alone."""


def fold(raw: str) -> str:
    """One letter for those that writers vary, without vowel points, tatweel and case."""
    return plain(unicodedata.normalize("NFKC", raw.translate(_PERSIAN)).translate(_SAME))


_PARTICLES = frozenset("وفبلك")
"""and, so, in, for, as: written as one with the next word, before its article too."""
_LEFT = 4
"""Letters; fewer are rather a word with a letter of its own than another behind a particle, but for "and"."""
_ARTICLE = re.compile(r"[وف]?(?:[بكل]?ال(?=...)|لل(?=..))|ال(?=..)")
_ARTICLES = ("ال", "وال", "فال", "بال", "كال", "لل", "وبال", "وكال", "ولل", "فلل")
_ENDINGS: tuple[tuple[str, int], ...] = (
    ("هما", 4), ("هم", 4), ("هن", 4), ("نا", 4), ("ها", 3), ("ه", 3),
    ("ون", 3), ("ين", 3), ("ان", 3), ("ات", 3), ("ا", 4), ("ي", 4),
)  # fmt: skip
"""What is taken off, the longest first, and how many letters have to be left."""
_AFTER_FEMININE = frozenset({"هما", "هم", "هن", "نا", "ها", "ه", "ين", "ان"})
"""Endings before which ة is written ت: حكومتهم, حافلتين."""
_WHOLE = frozenset(
    map(
        fold,
        """الله الآن إلى الذي التي الذين لجن لقاء لواء لاجئ لاعب لغة لحوم لقاح لندن لبنان ليبي
        وزير وزار وزراء وكال وكيل وكلاء وفود وفاة وقود وعود وجود وجوه وصول ورود واشنطن وليد وسام ولاي وثيق
        وثائق وسيط وسائل وارد واقع والد والي وضوح وقوع وقوف وظيف وظائف وطني
        برلمان بغداد بحرين بيان كتائب كهرباء تعاون قانون عدوان سلطان طيران ميدان عنوان إنسان""".split(),
    )
)
"""Words that begin or end as if with a particle or an ending, and would be taken for others without it."""


def stem(exact: str) -> str:
    """What an exact form has in common with its inflections; a stem is its own."""
    word = exact
    while (shorter := _without_particle(_without_endings(_without_article(word)))) != word:
        word = shorter
    return word


def _without_article(word: str) -> str:
    """Without the article and the particles before it; "for the" has lost an l where the noun begins with one."""
    while word not in _WHOLE and (found := _ARTICLE.match(word)):
        rest = word[found.end() :]
        if found[0].endswith("لل") and _without_endings(f"ل{rest}") in _WHOLE:
            return f"ل{rest}"
        word = rest
    return word


def _without_endings(word: str) -> str:
    while (shorter := _without_ending(word)) != word:
        word = shorter
    return word


def _without_ending(word: str) -> str:
    if _is_whole(word):
        return word
    for ending, left in _ENDINGS:
        if word.endswith(ending) and len(word) >= left + len(ending):
            rest = word[: -len(ending)]
            if ending in _AFTER_FEMININE and rest.endswith("ت") and not rest.endswith("ات"):
                return rest[:-1] if len(rest) > _LEFT or rest[:-1] in _WHOLE else rest
            return rest
    return f"{word[:2]}ه" if len(word) == _LEFT and word.endswith("ات") else word  # قوات, قوة


def _is_whole(word: str) -> bool:
    """Whether a word is whole as it stands, or behind its particles."""
    return word in _WHOLE or any(
        len(word) - n >= _LEFT and word[n:] in _WHOLE and _PARTICLES.issuperset(word[:n]) for n in (1, 2)
    )


def _without_particle(word: str) -> str:
    if word in _WHOLE or word[:1] not in _PARTICLES:
        return word
    return word[1:] if len(word) > _left(word[0]) else word


def _left(particle: str) -> int:
    """How many letters have to be left of a word that may begin with a particle."""
    return 3 if particle == "و" else _LEFT


def starts(exact: str, raw: str) -> set[str]:
    """The exact forms with which a word of this beginning may begin: behind an article, and behind particles."""
    bare = exact[2:] if exact.startswith("ال") and len(exact) > 2 else exact
    found = {exact, *(f"{before}{bare}" for before in _ARTICLES)}
    return found | {f"{particle}{exact}" for particle in _PARTICLES if len(exact) >= _left(particle)}


_PROBE = """أعلن المتحدث باسم القوات، صباح الأحد ١٤/١٠/٢٠١٧، أنّ مقاتلين ومدنيين غادروا الرقة؛ وللمسؤولين في سوريا
٤٥٠ شاحنة و1,000 حافلة؟ رئيسها قال هجوماً للجنة بدمشق حكومتهم قواتها سلطتين کردی مـــدينة"""

ARABIC = Analysis(
    code="ar",
    name="Arabic",
    letters=LETTERS,
    fold=fold,
    stem=stem,
    starts=starts,
    ends="؟۔",
    closers="»",
    probe=f"{_PROBE} {' '.join(sorted(_WHOLE))}",
)
