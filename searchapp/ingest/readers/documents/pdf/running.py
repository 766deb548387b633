"""What stands at the head or foot of every page and is no part of the story: running heads, page numbers.

Pure. Looks at a page's uppermost and lowest rows, from the edge inwards, and stops at the first that is the
story's own, or parts a database's documents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median_low

from searchapp.ingest.metadata.address import leads_to_page
from searchapp.ingest.readers.bundles.layouts import parts_documents
from searchapp.ingest.readers.documents.pdf.columns import one_line, rows
from searchapp.ingest.readers.documents.pdf.glyphs import Line

_DEEPEST = 4
"""Rows from the edge."""
_OF_PAGES = 0.3
_NUMBER = re.compile(
    r"(?:(?:page|pg\.?|p\.|seite|página|pagina)\s*)?[-–—|•·\[(]{0,2}\s*(?P<n>\d{1,4}|[ivxlc]{1,7})\s*[-–—|•·\])]{0,2}"
    r"(?:\s*(?:of|/|von|de|di|sur)\s*\d{1,4})?",
    re.IGNORECASE,
)
_SAID = re.compile(r"(?:page|pg\.?|seite|página|pagina)\b|\d\s*(?:of|/|von)\s*\d", re.IGNORECASE)
_PRINTED_FOOT = re.compile(
    r"(?:\d{1,4}\s*/\s*\d{1,4}\s+)?(?P<url>(?:https?|file)://\S+)(?:\s+\d{1,4}\s*/\s*\d{1,4})?"
)
_PRINTED_HEAD = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}.*")
_FAR, _NEAR = 1.5, 1.8
_SAME_PLACE = 3.0


def without_running(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], str]:
    """The pages without what runs on them, and the address that a browser printed at their foot; "" without."""
    edges = [_edges(page) for page in pages]
    repeated = _repeated(edges)
    urls = [_printed(page) for page in edges]
    url = urls[0] if len(set(urls)) == 1 and "…" not in urls[0] and leads_to_page(urls[0]) else ""
    kept: list[list[Line]] = []
    for number, page in enumerate(pages):
        off = _off(edges[number], repeated, printed=bool(urls[number]))
        kept.append([line for line in page if id(line) not in off])
    return kept, url


Row = tuple[str, list[Line]]
"""Where it stands ("top 0" is the uppermost row of all), and what it is made of."""


def _edges(page: Sequence[Line]) -> list[Row]:
    all_rows = rows(page)
    deepest = min(_DEEPEST, len(all_rows) - 1) if len(all_rows) > 1 else len(all_rows)
    top = [(f"top {i}", all_rows[i]) for i in range(deepest)]
    return top + [(f"foot {i}", all_rows[-1 - i]) for i in range(deepest)]


def _key(where: str, row: list[Line]) -> tuple[str, str, int]:
    line = one_line(row)
    return where.split(maxsplit=1)[0], re.sub(r"\d+", "#", line.text.casefold()), round(line.size)


def _repeated(edges: Sequence[Sequence[Row]]) -> set[tuple[str, str, int]]:
    """The rows that stand at the same place of several pages."""
    bases: defaultdict[tuple[str, str, int], list[float]] = defaultdict(list)
    for page in edges:
        for key, base in {_key(where, row): row[0].base for where, row in page}.items():
            bases[key].append(base)
    least = max(2, _OF_PAGES * len(edges))
    return {key for key, here in bases.items() if _at_one_place(here) >= least}


def _at_one_place(bases: Sequence[float]) -> int:
    middle = median_low(bases)
    return sum(abs(base - middle) <= _SAME_PLACE for base in bases)


def _off(edges: Sequence[Row], repeated: set[tuple[str, str, int]], *, printed: bool) -> set[int]:
    """The lines, by identity, of the rows that run."""
    off: set[int] = set()
    for zone, by_browser in (("top", _PRINTED_HEAD), ("foot", _PRINTED_FOOT)):
        inwards = [row for where, row in edges if where.startswith(zone)]
        for at, row in enumerate(inwards):
            text = one_line(row).text
            after = inwards[at + 1] if at + 1 < len(inwards) else None
            runs = _key(zone, row) in repeated or (at == 0 and _is_number(text, row, after))
            runs = runs or (zone == "top" and _is_beside_number(inwards[: at + 1], after))
            runs = runs or (printed and at == 0 and bool(by_browser.fullmatch(text)))
            if not runs or parts_documents(text):
                break
            off.update(id(line) for line in row)
    return off


def _is_number(text: str, row: list[Line], after: list[Line] | None) -> bool:
    """Whether an outermost row is a page's number: it says so, or stands far from the text."""
    if not _NUMBER.fullmatch(text):
        return False
    if _SAID.search(text):
        return True
    return after is None or abs(after[0].base - row[0].base) > _FAR * 1.2 * max(after[0].size, row[0].size)


def _is_beside_number(inwards: Sequence[list[Line]], after: list[Line] | None) -> bool:
    """Whether the last of these rows is a name that stands with the number of its page, in its row or near it.

    A document of a database has its own over each of its pages, so that it need not stand on many.
    """
    row = inwards[-1]
    if len(inwards) == 1:
        return len(row) > 1 and any(_says_number(line.text) for line in row)
    above = inwards[0]
    if len(inwards) > 2 or after is None or not any(_says_number(line.text) for line in above):
        return False
    size = max(line.size for line in row)
    near, far = row[0].base - above[0].base, after[0].base - row[0].base
    return near < _NEAR * size and far > _FAR * near


def _says_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text) and _SAID.search(text))


def _printed(edges: Sequence[Row]) -> str:
    """The address that a browser put at a page's foot; "" where there is none."""
    lowest = next((one_line(row).text for where, row in edges if where == "foot 0"), "")
    found = _PRINTED_FOOT.fullmatch(lowest)
    return found["url"] if found else ""
