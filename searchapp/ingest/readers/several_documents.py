"""Whether a text is several documents in one, as news databases hand them out: how many, told from their marks.

Pure. Counts only what a database writes between documents, never what a story may say; splitting is not done here.
"""

from __future__ import annotations

import re

from searchapp.ingest.metadata.header import header_field, is_header_line
from searchapp.provenance import Doubt

_THINGS = r"(?:documents?|articles?|records?|results?|items?|stories|hits|dokumente?n?|documentos?|documenti)"
_NUMBERED = re.compile(
    rf"^[ \t]*(?:(?P<n>\d{{1,5}})\s+(?:of|von|de|di)\s+(?P<of>\d{{1,5}})[ \t]+{_THINGS}"
    rf"|{_THINGS}\s+(?P<number>\d{{1,5}})\s+(?:of|von|de|di)\s+(?P<all>\d{{1,5}}))[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of its own: "1 of 3 DOCUMENTS", "Document 2 of 3"; not "Page 1 of 3", which one story has too."""
_ENDS = tuple(
    re.compile(mark, re.MULTILINE)
    for mark in (
        r"^[ \t]*(?:LENGTH|Length|LÄNGE|Länge|LONGUEUR|Longueur):\s?[\d.,]+[ \t]+"
        r"(?:words?|Wörter|Worte|mots|palabras|parole|woorden|palavras)[ \t]*$",
        r"^[ \t]*(?:LOAD-DATE|Load-Date|DATE-CHARGEMENT):.+$",
        r"^[ \t]*(?:Document|Dokument|Documento) [A-Za-z]{3,12}\w{0,6}(?:19|20)\d{6}\w{4,14}[ \t]*$",
        r"^[ \t]*(?:ProQuest document ID|Accession [Nn]umber|Document ID)[ \t]*:?.{1,40}$",
        r"^[ \t]*End of [Dd]ocument[ \t]*$",
    )
)
_RULE = re.compile(r"[ \t]*([-=_*#~])\1{7,}[ \t]*")
_LEAST_HEADER = 2


def documents_in(text: str) -> int:
    """How many documents a text seems to be: 1 unless marks between them tell of more."""
    numbers = [(int(m["n"] or m["number"]), int(m["of"] or m["all"])) for m in _NUMBERED.finditer(text)]
    counted = [of for n, of in numbers if 1 <= n <= of]
    ended = [sum(1 for _ in mark.finditer(text)) for mark in _ENDS]
    return max(1, *counted, *ended, _ruled_off(text), _headed(text))


def doubts_of(text: str) -> tuple[Doubt, ...]:
    """The doubt that a text taken as one story is several, where there is one."""
    return (Doubt("several documents", number),) if (number := documents_in(text)) > 1 else ()


def _headed(text: str) -> int:
    """How many times a title's line and that of another field stand together, each under its known key."""
    heads = together = 0
    titled = False
    for line in text.split("\n"):
        name = header_field(line)
        if name is None and line.strip():
            together, titled = 0, False
        elif name is not None:
            together, titled = together + 1, titled or name == "title"
            heads += titled and together == _LEAST_HEADER
            titled = titled and together < _LEAST_HEADER
    return heads if heads > 1 else 1


def _ruled_off(text: str) -> int:
    """How many parts there are where rules of dashes or the like stand above blocks of `Key: value` lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    headed = 0
    for number, line in enumerate(lines):
        if _RULE.fullmatch(line):
            after = lines[number + 1 : number + 1 + _LEAST_HEADER]
            headed += len(after) == _LEAST_HEADER and all(map(is_header_line, after))
    return headed + 1 if headed else 1
