"""The outlet whose page it is, of all the names that a page gives its site, and how it is best written.

Pure. A wire agency, the site's software and a slogan are no outlet; the address tells which name is the site's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from searchapp.ingest.metadata.address import SECTIONS, is_address
from searchapp.ingest.metadata.fields import one_line
from searchapp.ingest.pages.bylines.names import squeezed
from searchapp.ingest.pages.bylines.words import SOFTWARE
from searchapp.text.agencies import is_agency

PARTED = re.compile(r"\s+[|–—·•»«:~/-]+\s+|\s*[|»«｜]\s*|:\s+")
"""Between a site's name, its slogan, its sections and a story's title."""
_ENDING = re.compile(r"\.(?:(?:com?|org|net|gov|ac|edu|or|ne|go|gen|web|info)\.)?[a-z]{2,10}$", re.IGNORECASE)
_PLATFORM = re.compile(
    r"\.(?:blogspot|wordpress|tumblr|medium|substack|typepad|livejournal|weebly|wixsite|over-blog|canalblog|github|blog"
    r"|ghost|beehiiv)\.(?:[a-z]{2,3}\.)?[a-z]{2,6}$",
    re.IGNORECASE,
)
"""Where each subdomain is a site of its own."""
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}", re.IGNORECASE)
_ARTICLE = re.compile(r"\A(?:the|la|le|el|il|die|der|das)\s+", re.IGNORECASE)
_DESK = re.compile(
    r"\b(?:news\s+service|wire\s+service|news\s+desk|web\s+desk|bureau|staff|editorial\s+team)\b", re.IGNORECASE
)
_NO_SITE = re.compile(
    r"(?:.*\.)?(?:archive\.(?:org|today|ph|is)|ampproject\.(?:org|net)|googleusercontent\.com|translate\.goog)"
)
_FIRM = re.compile(
    r",?\s+(?:ltd|limited|inc|llc|plc|gmbh|corp|pty|s\.?a|s\.?r\.?l|co)\.?(?:\s+ltd\.?)?$", re.IGNORECASE
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"})
_LONGEST = 60
_LONGEST_WORDS = 8
_LETTERS = 4


class Named(NamedTuple):
    """A name that a page gives its site: where, and how much that is to be trusted, from 1."""

    origin: str
    name: str
    trust: int


class _Form(NamedTuple):
    origin: str
    name: str
    trust: int
    fits: int


def outlet(named: Sequence[Named], host: str) -> tuple[str, str] | None:
    """The place that gives the outlet's name, and the name; of those best trusted one that the host has too."""
    if _NO_SITE.fullmatch(host):
        host = ""
    forms = [form for one in named for form in _forms(one, host)]
    if not forms:
        return ("address", host) if host else None
    agreed = Counter(
        {key: len({form.origin for form in forms if _key(form.name) == key}) for key in map(_key_of, forms)}
    )
    best = max(forms, key=lambda form: form.trust + form.fits + agreed[_key_of(form)] - 1)
    whole = [form for form in forms if form.trust > best.trust == 1 and form.name.startswith(best.name + " ")]
    best = max(whole, key=lambda form: form.trust, default=best)
    alike = [form for form in forms if _key_of(form) == _key_of(best)]
    chosen = max(alike, key=lambda form: (form.trust > 1, _well_written(form.name), form.trust))
    return chosen.origin, chosen.name


def is_site(name: str, host: str) -> bool:
    """Whether a name is the host's: the same letters, a part of them, or their initials."""
    return bool(_fit(name, host))


def label_of(host: str) -> str:
    """The host's own part: "gulfledger" of gulfledger.example."""
    return (_labels(host) or [""])[0]


def _labels(host: str) -> list[str]:
    """The host's parts without its ending, the site's own first: "ledger", "news" of news.ledger.example."""
    bare = (_PLATFORM if _PLATFORM.search(host) else _ENDING).sub("", host, count=1)
    return [label for part in reversed(bare.split(".")) if (label := squeezed(part))]


def _forms(one: Named, host: str) -> list[_Form]:
    """The names that may be meant where one is written: itself, or what stands before or after its slogan."""
    written = one_line(one.name).strip(" |-–—:·")
    if not written or (is_address(written) and not written.lower().startswith("www.")):
        return []
    written = re.sub(r"^www\.", "", written, flags=re.IGNORECASE)
    pieces = [piece.strip() for piece in PARTED.split(written) if piece and piece.strip()]
    fitting = [piece for piece in pieces if _fit(piece, host)]
    whole = len(pieces) < 2 or _is_whole(written, host)
    pieces = [written] if whole else (fitting or pieces)[:1]
    return [_Form(one.origin, piece, one.trust, _fit(piece, host)) for piece in pieces if _may_be(piece, host)]


def _is_whole(written: str, host: str) -> bool:
    """Whether all of a name that has a mark in it is the host's."""
    return bool(host) and squeezed(written) in {squeezed(host), label_of(host)}


def _may_be(name: str, host: str) -> bool:
    if _NO_SITE.fullmatch(name.casefold()):
        return False
    if not any(c.isalpha() for c in name) or len(name) > _LONGEST or len(name.split()) > _LONGEST_WORDS:
        return False
    if is_agency(name) or name.casefold() in SOFTWARE or _DESK.search(name):
        return bool(_fit(name, host))
    return name.casefold() not in SECTIONS and not name.startswith(("@", "{", "%", "$"))


_SAME, _PART, _ADDRESS = 4, 3, 1


def _fit(name: str, host: str) -> int:
    """How surely a name is the host's, 0 where it is not."""
    return max(_fit_as_spelled(spelled, host) for spelled in _spellings(name))


def _spellings(name: str) -> set[str]:
    """A name as it is, and as it may stand in an address: without accents, or with umlauts written out."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return {name, name.casefold().translate(_UMLAUTS), bare if bare.isascii() else name}


def _fit_as_spelled(name: str, host: str) -> int:
    labels, key = _labels(host), _key(name)
    if not labels or not key:
        return 0
    if squeezed(name) == squeezed(host) != labels[0]:
        return _ADDRESS
    if key == labels[0] or squeezed(name) in {labels[0], squeezed(host)}:
        return _SAME
    return _PART if any(_is_part(name, key, label) for label in labels) else 0


def _is_part(name: str, key: str, label: str) -> bool:
    parts = re.findall(r"\w+", _ARTICLE.sub("", name, count=1).casefold())
    initials = {"".join(part[0] for part in words) for words in (parts, re.findall(r"\w+", name.casefold()))}
    if len(key) >= _LETTERS and len(label) >= _LETTERS and (key in label or label in key):
        return True
    return key == label or (len(label) > 1 and label in initials) or _abbreviated(parts, label)


def _abbreviated(parts: Sequence[str], label: str) -> bool:
    """Whether the host is the first words' initials and the rest: latimes of Los Angeles Times."""
    return any("".join(p[0] for p in parts[:n]) + "".join(parts[n:]) == label for n in range(1, len(parts)))


def _key_of(form: _Form) -> str:
    return _key(form.name)


def _key(name: str) -> str:
    """Two names with one key are one: without "The", the domain's ending, the kind of firm, spaces and case."""
    bare = _ENDING.sub("", name) if _DOMAIN.fullmatch(name) else _FIRM.sub("", name)
    return squeezed(_ARTICLE.sub("", bare, count=1))


def _well_written(name: str) -> int:
    """A name as it is printed outranks the firm's, that the site's address, and that one word in lower case."""
    if _DOMAIN.fullmatch(name):
        return 1
    if _FIRM.search(name):
        return 2
    return 3 if name != name.lower() or not name.isascii() else 0
