"""The words of news databases: their labels, how they write dates, numbers of words, bylines, languages.

Pure: tables, and what reads one line by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from types import MappingProxyType

from searchapp.ingest.metadata.dates import parse_date
from searchapp.ingest.metadata.dates.names import MONTHS, folded

_WORDS = re.compile(
    r"(?P<n>\d{1,3}(?:[.,  ]\d{3})+|\d{1,7})\s*"
    r"(?:words?|wörter|woerter|worte|mots|palabras|parole|woorden|palavras|ord|sanaa|słów|слов)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"\W{0,3}(?:copyright\W{0,4}(?:\(c\)|©)?\W{0,4}(?:19|20)\d\d\b|©|\(c\)\s?(?:19|20)\d\d|all rights reserved\b"
    r"|tous droits r|alle rechte v|copyright\b[^.!?]{1,80}\b(?:19|20)\d\d\W{0,3}$)",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|von|par|por|di|da|door|af|av)[:\s]\s*(?=\S)", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*")
_LONGEST_SHORTENED = 4
_LONGEST_BYLINE = 160
_PARTICLES = frozenset(
    "de del della der den di du la le van von zu ter ten al el bin ibn da dos and und et y".split()
)
_DATE_WORDS = 5
_LONGEST_DATE = 200
_DAYLIKE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}\b\D{1,30}\b(?:1[5-9]|20)\d\d\b")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_SEASONS = frozenset(
    """spring summer autumn fall winter fruhling fruhjahr sommer herbst printemps ete automne hiver primavera
    verano otono invierno estate autunno inverno lente zomer herfst holiday""".split()
)
_GLUED = re.compile(
    r"(?<=[.!?”\"’)]) (?=(?:LOAD-DATE|Load-Date|LANGUAGE|Language|GRAPHIC|PUBLICATION-TYPE|UPDATE|SPRACHE|Subject"
    r"|Document type|ProQuest document ID|Title): |(?:Classification|Graphic|End of Document)$"
    r"|Copyright (?:19|20)\d\d |(?:CO|IN|NS|RE) +\w{2,12} : |PUB +\w|AN +Document "
    r"|(?:Document|Dokument|Documento) [A-Za-z]\w{1,11}(?:19|20)\d{6}\w{3,16}$)",
    re.MULTILINE,
)
_LEAD_AND_REST = re.compile(r"^(LP .{1,3000}?[.!?”\"’)]) (?=TD [“\"‘]?[A-Z])", re.MULTILINE)
_TITLED = "Section|Length|Byline|Author|Dateline|Highlight|Load-Date|Publication-Type|Language|Subject|Industry"
_LABELLED = re.compile(rf"^(?:(?:{_TITLED}|{_TITLED.upper()}):|Copyright\b|©).{{1,1000}}$", re.MULTILINE)
_NEXT_LABEL = re.compile(rf"(?<=\S) (?=(?:{_TITLED}|{_TITLED.upper()}): ?\S)")
_LANGUAGES = MappingProxyType(
    {
        name: code
        for code, names in {
            "en": "english englisch anglais inglés ingles inglese engels inglês",
            "de": "german deutsch allemand alemán aleman tedesco duits alemão",
            "fr": "french französisch franzoesisch français francais francés frances francese frans francês",
            "es": "spanish spanisch espagnol español espanol spagnolo spaans espanhol castilian",
            "it": "italian italienisch italien italiano italiaans",
            "nl": "dutch niederländisch niederlaendisch néerlandais neerlandés olandese nederlands holandês",
            "pt": "portuguese portugiesisch portugais portugués portoghese portugees português portugues",
            "ru": "russian russisch russe ruso russo русский",
            "ar": "arabic arabisch arabe árabe arabo",
            "zh": "chinese chinesisch chinois chino cinese",
            "ja": "japanese japanisch japonais japonés giapponese",
            "ko": "korean koreanisch coréen coreano",
            "tr": "turkish türkisch turc turco türkçe turks",
            "pl": "polish polnisch polonais polaco polacco polski pools",
            "cs": "czech tschechisch tchèque checo ceco čeština",
            "da": "danish dänisch danois danés danese dansk deens",
            "sv": "swedish schwedisch suédois sueco svedese svenska zweeds",
            "no": "norwegian norwegisch norvégien noruego norvegese norsk noors",
            "fi": "finnish finnisch finnois finés finlandese suomi fins",
            "hu": "hungarian ungarisch hongrois húngaro ungherese magyar hongaars",
            "el": "greek griechisch grec griego greco grieks",
            "ro": "romanian rumänisch roumain rumano rumeno română",
            "uk": "ukrainian ukrainisch ukrainien ucraniano ucraino",
            "he": "hebrew hebräisch hébreu hebreo ebraico",
            "fa": "persian farsi persisch persan persa",
            "hi": "hindi", "ur": "urdu", "id": "indonesian", "ms": "malay", "vi": "vietnamese", "th": "thai",
            "bg": "bulgarian", "hr": "croatian", "sr": "serbian", "sk": "slovak", "sl": "slovenian",
            "lt": "lithuanian", "lv": "latvian", "et": "estonian", "ca": "catalan",
        }.items()
        for name in names.split()
    }
)  # fmt: skip
"""By the name in the languages that the databases are offered in."""


def with_marks_apart(text: str) -> str:
    """The text with a line of its own for each label and end mark that was set on behind a sentence or a value.

    A reader of PDF puts lines together to paragraphs, and can't tell a label from a sentence.
    """
    text = _LEAD_AND_REST.sub(r"\1\n", _GLUED.sub("\n", text))
    return _LABELLED.sub(lambda found: _NEXT_LABEL.sub("\n", found[0]), text)


def day_at_start(line: str) -> str:
    """The day that a line begins with, as YYYY-MM-DD; "" where it begins with none.

    A weekday may stand before it, and a weekday, a time or an edition after it ("May 6, 2020
    Wednesday Late Edition").
    """
    words = re.sub(r"(\d\.)(?=[^\W\d])", r"\1 ", line[:_LONGEST_DATE]).split()[: _DATE_WORDS + 1]
    for start in (0, 1):
        for end in range(min(len(words), start + _DATE_WORDS), start, -1):
            if (start == 0 or words[0][:1].isalpha()) and (
                day := parse_date(" ".join(words[start:end]).rstrip(",;"))
            ):
                return day.isoformat()
    return ""


def day_row(rows: Sequence[str], candidates: Iterable[int]) -> tuple[int, str] | None:
    """The first candidate that is a day, and what it says: YYYY-MM-DD, or as written where it can't be read."""
    numbers = tuple(candidates)
    found = next(((k, day) for k in numbers if (day := day_at_start(rows[k]))), None)
    return found or next(((k, rows[k].strip()) for k in numbers if _is_daylike(rows[k])), None)


def _is_daylike(line: str) -> bool:
    """Whether a short line has the figures of a day and of a year, or is a magazine's month or season."""
    if len(line) > _LONGEST_DATE or len(line.split()) > _DATE_WORDS:
        return False
    *named, last = re.split(r"[\s/–—-]+", folded(line).casefold().strip(" .,")) or [""]
    parts = [word.rstrip(",.") for word in named]
    of_month = bool(parts) and all(
        word in MONTHS or word in _SEASONS for word in parts if word not in {"de", "and"}
    )
    return bool(_DAYLIKE.search(line)) or (of_month and bool(_YEAR.fullmatch(last)))


def words_stated(line: str) -> int:
    """The number of words that a line states ("1,204 words"), 0 where it is another line."""
    found = _WORDS.fullmatch(line.strip())
    return int(re.sub(r"\D", "", found["n"])) if found else 0


def is_copyright(line: str) -> bool:
    """Whether a line says whose the text is."""
    return bool(_COPYRIGHT.match(line.strip()))


def language_named(line: str) -> str:
    """The code of the language whose name a line is, of several the first; "" for another line."""
    return _LANGUAGES.get(re.split(r"[;,/]", line, maxsplit=1)[0].strip().casefold(), "")


def is_byline(line: str) -> bool:
    """Whether a line below a title says by whom it is: a "By" in its language, and then a name."""
    line = line.strip().removesuffix(".")
    by = _BY.match(line)
    first = re.split(r"[,;]|\s(?:and|und|et|y|e|en|in)\s", line[by.end() :], maxsplit=1)[0] if by else ""
    alone = first[:1].isupper() and " " not in first and (first.isupper() or line[:2].casefold() == "by")
    return bool(by) and len(line) < _LONGEST_BYLINE and (looks_like_name(first) or alone)


def byline_named(line: str) -> str:
    """The names of a byline without the "By" in its language, and without a full stop after them."""
    return _without_stop(_BY.sub("", line.strip(), count=1))


def _without_stop(names: str) -> str:
    """Names without a full stop after them, but for one that is a part of them ("Jr.", "J.")."""
    return names[:-1] if names.endswith(".") and len(names.rsplit(maxsplit=1)[-1]) >= _LONGEST_SHORTENED else names


def looks_like_name(line: str) -> bool:
    """Whether a line is a few names in capitals and nothing else."""
    words = re.split(r"[\s,]+", line.strip().rstrip("."))
    names = [word for word in words if word.casefold() not in _PARTICLES]
    return 2 <= len(words) <= 8 and len(names) >= 2 and all(_NAME.fullmatch(w) and w[0].isupper() for w in names)


def names_turned(written: str) -> str:
    """Names written "Pell, Sara; Wright, Ned" as they are said; what is written otherwise stays."""
    said = []
    for one in written.split(";"):
        family, comma, given = _without_stop(one.strip()).partition(", ")
        if comma and not _is_inverted(family, given):
            return written
        said.append(f"{given.strip()} {family.strip()}".strip())
    return ", ".join(name for name in said if name)


def _is_inverted(family: str, given: str) -> bool:
    """Whether "Pell, Sara" is one person: a family's name is one word but for its particles, no role follows."""
    words = [word for word in family.split() if word.casefold() not in _PARTICLES]
    return (
        len(words) == 1 and "," not in given and len(given.split()) <= 3 and looks_like_name(f"{given} {words[0]}")
    )


_PAGE = re.compile(r"(?:pg?s?|pp|page|pages|s|seite|blz|pág|pag|sid)\.?\s*[A-Z]{0,2}[-.\s]?\d.*", re.IGNORECASE)


def section_of(written: str) -> str:
    """A section without the pages beside it: "NEWS; Pg. 3" is NEWS, and "Pg. 3" none."""
    parts = (part.strip() for part in written.split(";"))
    return "; ".join(part for part in parts if part and not _PAGE.fullmatch(part))
