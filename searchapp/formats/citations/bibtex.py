"""Citations as BibTeX. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from searchapp.formats.citations.authors import Author
from searchapp.formats.citations.reference import Reference, reference_of
from searchapp.formats.cited import Cited

_SPECIAL = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "{": r"\{", "}": r"\}",
}  # fmt: skip
_ALONE = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
"""A brace without its other half: BibTeX counts braces with a backslash before them too."""
_LIGATURE = re.compile(r"(?<=[-`',!?])(?=[-`'])")
"""Between signs that TeX would draw as one: -- is a dash, `` a quotation mark."""


def to_bibtex(cited: Iterable[Cited]) -> Iterator[str]:
    """Entries of type @article, or @misc where no outlet is known, which an @article must have."""
    for reference in map(reference_of, cited):
        fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _fields(reference) if value)
        yield f"@{'article' if reference.outlet else 'misc'}{{{reference.key},\n{fields}\n}}\n"


def _fields(of: Reference) -> Iterator[tuple[str, str]]:
    yield "title", tex(of.title)
    yield "author", " and ".join(map(_name, of.authors))
    yield "journal", tex(of.outlet)
    yield "year", f"{of.day.year:04d}" if of.day else ""
    yield "month", str(of.day.month) if of.day else ""
    yield "date", of.day.isoformat() if of.day else ""
    yield "pages", of.page
    yield "url", _verbatim(of.url or of.link)
    yield "urldate", of.accessed.isoformat() if of.accessed else ""
    yield "note", tex("; ".join(filter(None, (of.said, f"In the archive: {of.link}" if of.link else ""))))
    yield "abstract", tex(of.words)
    yield "language", tex(of.language)


def tex(line: str) -> str:
    """A line as TeX prints it sign by sign."""
    alone = set(_braces_alone(line))
    apart = {m.start() for m in _LIGATURE.finditer(line)}
    signs = (_ALONE[sign] if at in alone else _SPECIAL.get(sign, sign) for at, sign in enumerate(line))
    return "".join("{}" + sign if at in apart else sign for at, sign in enumerate(signs))


def _braces_alone(line: str) -> Iterator[int]:
    """Where braces stand that nothing closes, or opens."""
    opened: list[int] = []
    for at, sign in enumerate(line):
        if sign == "{":
            opened.append(at)
        elif sign == "}" and opened:
            opened.pop()
        elif sign == "}":
            yield at
    yield from opened


def _verbatim(url: str) -> str:
    """An address as it stands, but for what would end or upset the field."""
    return re.sub(r"[{}\\\s]", lambda m: quote(m[0]), url)


def _name(author: Author) -> str:
    """A name; one that is no person's is in braces, so that no part of it is taken for another's."""
    return f"{tex(author.family)}, {tex(author.given)}" if author.given else f"{{{tex(author.family)}}}"
