"""NewsML-G2, and NewsML 1 before it: the items of a news agency, alone or many in a message -> stories.

What is no text (pictures, films, packages that only list other items) is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from searchapp.ingest.metadata.fields import FieldName
from searchapp.ingest.pages.fragment import local_name, text_of_markup, text_of_tree
from searchapp.ingest.readers.news_xml.nitf import nitf_text, nitf_values
from searchapp.ingest.readers.news_xml.unit import (
    XML,
    Unit,
    child,
    day_of,
    every,
    first,
    story_of,
    without_by,
    words_of,
)
from searchapp.ingest.source import Failure, Item, LeftOut
from searchapp.provenance import Doubt

NAME = "NewsML-G2"
OLD_NAME = "NewsML"
ORIGIN = "newsml"
_GONE = frozenset({"canceled", "cancelled", "withheld"})
_TEXT = frozenset({"text", "composite", ""})


def read_g2(unit: Unit) -> Iterator[Item]:
    """The story of one <newsItem>."""
    item = unit.element
    about, content = child(item, "itemmeta"), child(item, "contentmeta")
    kind = _code(child(about, "itemclass"))
    text, inner = _g2_text(child(item, "contentset"))
    if not text and kind not in _TEXT:
        yield LeftOut(unit.source, "kind", f".{kind}" if kind.isalpha() else "")
        return
    status = _code(child(about, "pubstatus"))
    doubts = [Doubt("withdrawn", 0)] if status in _GONE else []
    if child(about, "embargoed") is not None and words_of(child(about, "embargoed")):
        doubts.append(Doubt("embargoed", 0))
    if not text:
        text = words_of(next((d for d in every(content, "description")), None))
        doubts.append(Doubt("only a summary", 0))
    if not text:
        yield Failure(unit.source, "", f"it has no text{': it was ' + status if status in _GONE else ''}")
        return
    values = _g2_values(item, about, content)
    for name, value in inner.items():
        if not values.get(name):
            values[name] = value
    yield story_of(unit, text, values, origin=ORIGIN, doubts=tuple(doubts), format=NAME)


def _g2_values(item: Any, about: Any, content: Any) -> dict[FieldName, str]:
    provider = child(about, "provider")
    days = ((content, "contentcreated"), (about, "firstcreated"), (about, "versioncreated"))
    language = child(content, "language")
    return {
        "title": _headline(content) or words_of(child(about, "title")),
        "byline": ", ".join(_bylines(content)),
        "outlet": _name(provider) or words_of(child(content, "creditline")) or _literal(provider),
        "published": day_of(next((w for at, name in days if (w := words_of(child(at, name)))), "")),
        "language": (language.get("tag") or "" if language is not None else "") or item.get(f"{XML}lang") or "",
        "url": next((link.get("href", "") for link in every(item, "link") if _is_own_link(link)), ""),
    }


def _is_own_link(link: Any) -> bool:
    return _code_of(link.get("rel") or "") in {"ispermalinkof", "permalink", "canonical"}


def _headline(content: Any) -> str:
    """The main headline, of several."""
    found = [h for h in content if local_name(h) == "headline"] if content is not None else []
    main = (h for h in found if _code_of(h.get("role") or "") in {"main", "hldmain", ""})
    return words_of(next(main, found[0] if found else None))


def _bylines(content: Any) -> list[str]:
    """By whom the item says that it is, else the names of those who made it."""
    if content is None:
        return []
    by = [without_by(words_of(b)) for b in content if local_name(b) == "by"]
    names = [_name(c) for c in content if local_name(c) == "creator"]
    return list(dict.fromkeys(b for b in by or names if b))


def _g2_text(contents: Any) -> tuple[str, dict[FieldName, str]]:
    """The text of the first content that has any, with what an NITF in it says."""
    for one in contents if contents is not None else ():
        match local_name(one):
            case "inlinexml":
                if (inner := first(one, "nitf")) is not None:
                    if text := nitf_text(inner):
                        return text, nitf_values(inner)
                elif text := text_of_tree(body if (body := first(one, "body")) is not None else one):
                    return text, {}
            case "inlinedata":
                if text := _plain(one):
                    return text, {}
    return "", {}


def _plain(data: Any) -> str:
    written = "".join(data.itertext())
    if "html" in (data.get("contenttype") or ""):
        return text_of_markup(written)
    return "\n".join(line.rstrip() for line in written.strip().splitlines())


def _name(party: Any) -> str:
    return words_of(child(party, "name"))


def _literal(party: Any) -> str:
    return str(party.get("literal") or "") if party is not None else ""


def _code(element: Any) -> str:
    """The word of a qualified code: "text" of "ninat:text", and of a whole address its last part."""
    return _code_of(str(element.get("qcode") or element.get("uri") or "")) if element is not None else ""


def _code_of(written: str) -> str:
    return written.rpartition(":")[2].rpartition("/")[2].lower()


# -- NewsML 1 ---------------------------------------------------------------------------------------------


def read_newsml(unit: Unit) -> Iterator[Item]:
    """The story of one <NewsItem>."""
    item = unit.element
    manage, lines = first(item, "newsmanagement"), first(item, "newslines")
    text, inner = "", {}
    for content in every(item, "datacontent"):
        nitf = first(content, "nitf")
        text = nitf_text(nitf) if nitf is not None else text_of_tree(content)
        inner = nitf_values(nitf) if nitf is not None else {}
        if text:
            break
    status = first(manage, "status")
    state = str(status.get("FormalName") or "").lower() if status is not None else ""
    gone = state in _GONE
    if not text:
        yield Failure(unit.source, "", "it has no text" + (": it was withdrawn" if gone else ""))
        return
    language = next((el.get("FormalName", "") for el in every(item, "language")), "")
    values: dict[FieldName, str] = {
        "title": words_of(first(lines, "headline")),
        "byline": without_by(words_of(first(lines, "byline"))),
        "outlet": words_of(first(lines, "creditline")) or _formal_name(first(item, "provider", "party")),
        "published": day_of(words_of(first(manage, "firstcreated")) or words_of(first(item, "dateid"))),
        "language": language or item.get(f"{XML}lang") or "",
    }
    for name, value in inner.items():
        if not values.get(name):
            values[name] = value
    doubts = (Doubt("withdrawn", 0),) if gone else (Doubt("embargoed", 0),) if state == "embargoed" else ()
    yield story_of(unit, text, values, origin=ORIGIN, doubts=doubts, format=OLD_NAME)


def _formal_name(party: Any) -> str:
    """The name of an agency where its code is one: not a number, nor its address."""
    written = str(party.get("FormalName") or "") if party is not None else ""
    return written if " " in written or written.isalpha() else ""
