"""Which properties of a document are real: programs put file names, accounts and their own name there.

Pure. The date that a document was made on is no date of publication, and is not read at all.
"""

from __future__ import annotations

import re

from searchapp.ingest.metadata.fields import one_line

_FILE_NAME = re.compile(
    r"\.(?:docx?|docm|odt|rtf|pdf|txt|text|md|html?|xhtml|indd|qx[dp]|pages|wpd|wps|tex|dvi|e?ps|ai|pptx?|xlsx?|jpe?g|png"
    r"|tiff?|pmd|p65|cdr|sla|fm|tmp|xml|eml|msg)(?:\s*[\])]|\s+\d+)?$",
    re.IGNORECASE,
)
_BY_PROGRAM = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel|publisher|outlook)|openoffice|libreoffice|acrobat|adobe|quarkxpress"
    r"|powerpoint presentation|präsentation|presentation|print(?: |ing|out|$)|scan(?:ned)?\b|(?:full|fax|layout"
    r"|page|slide|folie|seite|doc(?:ument)?|dokument|documento|template|normal|blank|story|article|title|test|new)"
    r"[ _-]?\d*$|(?:un|no )titled?\b|(?:unbenannt|ohne titel|sans titre|sin título|senza titolo)\b|new document|"
    r"\(?anonymous\)?$|about:|file:|https?:|www\.|data:|[a-z]:\\)",
    re.IGNORECASE,
)
_ONE_WORD = re.compile(r"\S*[\d_/\\]\S*")
"""A title of one word with a figure or an underscore in it is a name of a file."""
_NAME = r"(?:[^\W\d_][^\W\d_'’.-]*\.?|[^\W\d_]+(?:['’-][^\W\d_]+)+\.?)"
_FULL_NAME = re.compile(rf"{_NAME}(?: {_NAME}){{1,4}}")
_SMALL = frozenset("de del della der den di da do dos du e el la le van von y zu bin ibn al ter ten af av".split())
_NO_PERSON = frozenset(
    """account acer admin administrator agency anonymous apple archive asus author authorized bureau client
    communications company computer copy corp corporation customer default dell department desk desktop
    division editor editorial editors enterprise gmbh group guest home hp inc laptop layout lenovo library
    limited llc ltd mac media microsoft ministry news newsroom office org owner pc preferred press production
    publisher registered reporter scanner server service services staff student support system team test
    toshiba unknown user users utilisateur valued web windows workstation writer""".split()
)
_AND = re.compile(r"\s*(?:;|,|\band\b|&)\s*")


def real_title(written: str, name: str) -> str:
    """The title that a document's properties give; "" where it is a name of a file or a program's own words."""
    title = one_line(written)
    stem = name.rpartition("/")[2].rpartition("#")[2].partition(".")[0]
    if not any(c.isalpha() for c in title) or _folded(title) == _folded(stem):
        return ""
    if _FILE_NAME.search(title) or _BY_PROGRAM.match(title) or _ONE_WORD.fullmatch(title):
        return ""
    return title


def real_author(written: str) -> str:
    """The persons that a document's properties give as its authors; "" where one of them is none by its name."""
    people = [part for part in _AND.split(one_line(written)) if part]
    return ", ".join(people) if people and all(map(_is_person, people)) else ""


def _is_person(name: str) -> bool:
    """Whether it reads as a full name: two words or more, capitalised, none of what programs call their users."""
    words = name.split()
    if not _FULL_NAME.fullmatch(name) or _NO_PERSON & {word.casefold().strip(".") for word in words}:
        return False
    return all(word[0].isupper() or word.casefold() in _SMALL or not word[0].islower() for word in words)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
