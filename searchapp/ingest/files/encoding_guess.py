"""Which old encoding bytes are in that are no UTF-8, told by the letters that come out. Pure.

Another script shows by its most usual letters, a Latin one by fitting the alphabet of a language. What fits none
better stays Windows-1252, which nearly every such file of a Western newsroom is in.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

USUAL = "cp1252"
_COMMON_LETTERS = {
    "cp1251": "оеаинтсрвл", "koi8_r": "оеаинтсрвл", "cp866": "оеаинтсрвл", "iso8859_5": "оеаинтсрвл",
    "cp1253": "αοιετνσηρς", "cp1256": "اليمنوتربة", "cp1255": "יוהלארבתשמ", "cp932": "のにはをたがでとしる",
    "euc_jp": "のにはをたがでとしる", "gb18030": "的一是不了人在有中国", "big5": "的一是不了人在有中國",
    "cp949": "이다는에의을가고하한",
}  # fmt: skip
_SURE = {"cp932": 0.15, "euc_jp": 0.15, "gb18030": 0.05, "big5": 0.05, "cp949": 0.15}
_SURE_OF_LETTERS = 0.45
_ENOUGH_TO_TELL = 20

_WESTERN = (
    "àâæçéèêëîïôœùûüÿ", "äöüß", "áéíñóúü", "ãáâàçéêíóôõúü", "åäöéæøü", "àèéìíîòóù", "áðéíóúýþæö", "ëïéèêöüç",
    "àçèéíïòóúü",
)  # fmt: skip
"""French, German, Spanish, Portuguese, the languages of the North, Italian, Icelandic, Dutch, Catalan."""
_CENTRAL = (
    "áčďéěíňóřšťúůýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîşţ", "čćđšž", "áäčďéíĺľňóôŕšťúýž",
)  # fmt: skip
"""Czech, Polish, Hungarian, Romanian, those of the South Slavs, Slovak."""
_LATIN = {
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1254": ("çğıİöşüâîû",),  # Turkish
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),  # Lithuanian, Latvian, Estonian
    "mac_roman": _WESTERN,
}
_ANY_OF_THEM = 0.9
"""What a letter counts where one alphabet has not all of them: most texts have names of several languages."""
_CLEARLY = 0.08
"""By how much of its letters more another encoding has to fit than the usual one."""
_FEWEST, _MOST = 3, 4000
"""Characters beyond ASCII from which a Latin script is told: fewer tell nothing, more tell no more."""
_HIGH = re.compile(r"(?s)(.?)([^\x00-\x7f])(?=(.?))")
_MARKS = frozenset("“”‘’‚„«»‹›–—…•·€£¥§©®™°ªº¹²³¼½¾±×´¿¡\xa0")
_NOT_AFTER_LETTERS = frozenset("£¥±¹²³¼½¾¿ªº")
_UNITS = frozenset({"m²", "m³", "nº", "Nº"})


def guess(sample: bytes) -> str:
    """The codec that the beginning of a text is most likely in."""
    return _other_script(sample) or _latin(sample)


def _other_script(sample: bytes) -> str:
    """The encoding of a script other than Latin, where its most usual letters come out; "" where none do."""
    high = sum(byte > 0x7F for byte in sample)
    latin = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    if high < _ENOUGH_TO_TELL or high < latin:
        return ""
    best, best_share = "", 0.0
    for codec, common in _COMMON_LETTERS.items():
        try:
            text = codecs.getincrementaldecoder(codec)("strict").decode(sample)
        except UnicodeDecodeError:
            continue
        foreign = sum(c > "\x7f" for c in text)
        share = sum(c in common for c in text) / max(1, foreign) / _SURE.get(codec, _SURE_OF_LETTERS)
        if share >= 1 and share > best_share:
            best, best_share = codec, share
    return best


def _latin(sample: bytes) -> str:
    if sum(byte > 0x7F for byte in sample) < _FEWEST:
        return USUAL
    best, most = USUAL, _fit(sample.decode(USUAL, "replace"), _WESTERN) + _CLEARLY
    for codec, alphabets in _LATIN.items():
        try:
            fit = _fit(sample.decode(codec), alphabets)
        except UnicodeDecodeError:
            continue
        if fit > most:
            best, most = codec, fit
    return best


def _fit(text: str, alphabets: Sequence[str]) -> float:
    """Which share of the characters beyond ASCII stand where words of these languages have them."""
    letters: Counter[str] = Counter()
    number = fitting = 0
    for found in islice(_HIGH.finditer(text), _MOST):
        before, c, after = found.groups()
        number += 1
        if c in _MARKS:
            fitting += _is_fit(before, c, after)
        elif not (c.isupper() and before.islower()):
            letters[c if c == "İ" else c.lower()] += 1
    of_one = max(sum(n for c, n in letters.items() if c in alphabet) for alphabet in alphabets)
    of_any = sum(n for c, n in letters.items() if any(c in alphabet for alphabet in alphabets))
    return (fitting + max(of_one, _ANY_OF_THEM * of_any)) / max(1, number)


def _is_fit(before: str, mark: str, after: str) -> bool:
    """Whether a mark stands where marks do: no number's or currency's sign ends a word or stands in one."""
    if mark not in _NOT_AFTER_LETTERS or not before.isalpha():
        return True
    return before + mark in _UNITS and not after.isalpha()
