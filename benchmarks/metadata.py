"""How well the ingest finds what a page says of itself: title, day, outlet, byline, address and language.

    python -m benchmarks.metadata HTMLDIR GOLD.json

HTMLDIR holds a page as <id>.html or <id>.html.gz; GOLD.json is a list of {"id", "title", "published", "outlet",
"byline", "byline_optional", "url", "language"}, each null where the page tells none; a list has the forms that are
all right. A byline is a list of people, each a name or a list of its forms; "byline_optional" may be named too.

A value is right where it is an acceptable one but for case, accents and punctuation; missing where the page tells
one and none was found; wrong where another was; invented where the page tells none.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from searchapp.ingest import Source, read_source
from searchapp.ingest.language import with_language
from searchapp.model import Story

Verdict = Literal["right", "missing", "wrong", "invented"]
FIELDS = ("title", "published", "outlet", "byline", "url", "language")
_BETWEEN_NAMES = re.compile(r"\s*[,;|]\s*|\s+(?:and|und|&)\s+", re.IGNORECASE)


def folded(text: str) -> str:
    """Without case, accents of Latin letters and punctuation."""
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text))
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", plain).casefold()).strip()


def address(url: str) -> str:
    """Without scheme, "www.", query and last slash."""
    host, slash, path = re.split(r"[?#]", re.sub(r"^\w+://", "", url.strip()))[0].partition("/")
    return (host.lower().removeprefix("www.") + slash + path).rstrip("/")


_FORM: Mapping[str, Callable[[str], str]] = {
    "title": folded, "outlet": folded, "url": address, "published": str, "language": str.lower,
}  # fmt: skip


def verdict(field: str, gold: Mapping[str, Any], found: str | None) -> Verdict:
    """What is to be said of the value that was found for a field of a page."""
    if field == "byline":
        return _of_byline(gold, found)
    right = {_FORM[field](value) for value in _listed(gold.get(field))}
    if not found:
        return "missing" if right else "right"
    if not right:
        return "invented"
    return "right" if _FORM[field](found) in right else "wrong"


def _of_byline(gold: Mapping[str, Any], found: str | None) -> Verdict:
    people = [set(map(folded, _listed(one))) for one in gold.get("byline") or ()]
    allowed = {folded(name) for name in gold.get("byline_optional") or ()}.union(*people)
    found = found or ""
    names = {folded(found)} if folded(found) in allowed else set(map(folded, _BETWEEN_NAMES.split(found)))
    if (names - {""}) - allowed:
        return "wrong" if people else "invented"
    return "right" if all(forms & names for forms in people) else "missing"


def _listed(value: Any) -> list[str]:
    return [] if value is None else value if isinstance(value, list) else [value]


def found_values(folder: Path, page: str) -> dict[str, str | None]:
    """The fields of a page; none where no story was found in it."""
    for name in (f"{page}.html", f"{page}.html.gz"):
        if (folder / name).exists():
            items = read_source(Source(folder / name, name))
            for story in (with_language(item) for item in items if isinstance(item, Story)):
                day = story.published.isoformat() if story.published else None
                return {field: day if field == "published" else getattr(story, field) for field in FIELDS}
            return {}
    raise FileNotFoundError(f"{folder / page}.html is not there")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line of counts for each field, below it the pages that are not right, and a last line of shares."""
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) != 2:
        print("usage: python -m benchmarks.metadata HTMLDIR GOLD.json", file=sys.stderr)
        return 2
    gold = [row for row in json.loads(Path(given[1]).read_text(encoding="utf-8")) if not row.get("skip")]
    found = {row["id"]: found_values(Path(given[0]), row["id"]) for row in gold}
    shares = []
    for field in FIELDS:
        said = {row["id"]: verdict(field, row, found[row["id"]].get(field)) for row in gold}
        counts = Counter(said.values())
        shares.append(f"{field} {counts['right'] / max(1, len(gold)):.2f}")
        print(
            f"{field:9} "
            + " ".join(f"{name} {counts[name]}" for name in ("right", "missing", "wrong", "invented"))
        )
        for row in gold:
            if said[row["id"]] != "right":
                got = found[row["id"]].get(field)
                print(f"  {said[row['id']]} {row['id'][:12]}: {got!r}, not {row.get(field)!r}")
    print(f"{len(gold)} pages: {', '.join(shares)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
