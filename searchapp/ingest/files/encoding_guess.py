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
_ENOUGH_TO_REFUTE = 10
"""Characters beyond ASCII from which a text refutes what is declared."""
_MOST_USUAL = frozenset("".join(_COMMON_LETTERS[codec] for codec in ("gb18030", "big5", "cp932", "cp949")))
_EASTERN = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef\u2010-\u203f \n\r\t!-~]")
_BEYOND_ASCII, _NEARLY_ALL = 0.2, 0.95

_ICELANDIC, _OF_ICELANDIC = "áðéíóúýþæö", "áéíóúæ"
"""Of its letters those that Turkish text does not turn into when it is read as Western."""
_WESTERN = (
    "àâæçéèêëîïôœùûüÿ", "äöüß", "áéíñóúü", "ãáâàçéêíóôõúü", "åäöéæøü", "àèéìíîòóù", _ICELANDIC, "ëïéèêöüç",
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
_RUN = re.compile(rb"[\x80-\xff]{2,}")
_IN_WORDS = 0.5
"""How much of what is beyond ASCII stands together in a text of another script, whatever is around it."""
_HIGH = re.compile(r"(?s)(.?)([^\x00-\x7f])(?=(.?))")
_MARKS = frozenset("“”‘’‚„«»‹›–—…•·€£¥§©®™°ªº¹²³¼½¾±×´¿¡\xa0")
_ASCII = bytes(range(0x80))
_NOT_AFTER_LETTERS = frozenset("£¥±¹²³¼½¾¿ªº")
_UNITS = frozenset({"m²", "m³", "nº", "Nº"})


def guess(sample: bytes) -> str:
    """The codec that the beginning of a text is most likely in."""
    return other_script(sample) or _latin(sample)


def better_than(declared: str, sample: bytes) -> str:
    """The codec that the beginning of a text is in, where its letters plainly refute the declared one; else ""."""
    if _share(declared.replace("-", "_"), sample) >= 1:
        return ""
    other = other_script(sample)
    if other or declared != USUAL or sum(byte > 0x7F for byte in sample) < _ENOUGH_TO_REFUTE:
        return other
    other = _latin(sample)
    return other if other != USUAL else ""


def wide_east(head: bytes) -> str | None:
    """The UTF-16 codec of a text in Chinese, Japanese or Korean, in which hardly a NUL stands, else None."""
    head = head[: 2 * _MOST]
    if len(head.translate(None, _ASCII)) < len(head) * _BEYOND_ASCII or _is_utf8(head):
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = head.decode(codec, "replace")
        plain = sum(bool(_EASTERN.match(c)) for c in text)
        if plain > _NEARLY_ALL * len(text) and sum(c in _MOST_USUAL for c in text) >= _SURE["gb18030"] * len(text):
            return codec
    return None


def _is_utf8(head: bytes) -> bool:
    try:
        head[:-4].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 8
    return True


def other_script(sample: bytes) -> str:
    """The encoding of a script other than Latin, where its most usual letters come out; "" where none do."""
    high = sum(byte > 0x7F for byte in sample)
    latin = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    together = sum(len(run) for run in _RUN.findall(sample))
    if high < _ENOUGH_TO_TELL or (high < latin and together < _IN_WORDS * high):
        return ""
    shares = {codec: _share(codec, sample) for codec in _COMMON_LETTERS}
    best = max(shares, key=lambda codec: shares[codec])
    return best if shares[best] >= 1 else ""


def _share(codec: str, sample: bytes) -> float:
    """How usual the letters of another script are that come out: from 1 on it is surely that one."""
    if codec not in _COMMON_LETTERS:
        return 0.0
    try:
        text = codecs.getincrementaldecoder(codec)("strict").decode(sample)
    except UnicodeDecodeError:
        return 0.0
    foreign = sum(c > "\x7f" for c in text)
    common = _COMMON_LETTERS[codec]
    return sum(c in common for c in text) / max(1, foreign) / _SURE.get(codec, _SURE_OF_LETTERS)


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
    of_one = max(
        sum(n for c, n in letters.items() if c in alphabet)
        for alphabet in alphabets
        if alphabet != _ICELANDIC or any(c in letters for c in _OF_ICELANDIC)
    )
    of_any = sum(n for c, n in letters.items() if any(c in alphabet for alphabet in alphabets))
    return (fitting + max(of_one, _ANY_OF_THEM * of_any)) / max(1, number)


def _is_fit(before: str, mark: str, after: str) -> bool:
    """Whether a mark stands where marks do: no number's or currency's sign ends a word or stands in one."""
    if mark not in _NOT_AFTER_LETTERS or not before.isalpha():
        return True
    return before + mark in _UNITS and not after.isalpha()
