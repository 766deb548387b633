"""The people whom a byline names, without what stands around their names: roles, places, dates, handles, agencies.

Pure. A desk, an agency, an outlet or an account of the site's software is nobody in particular, and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from searchapp.ingest.metadata.fields import one_line, unique
from searchapp.ingest.pages.bylines import words
from searchapp.text.agencies import is_agency

LONGEST = 400
MOST_WORDS = 6
_ABBREVIATION = 3
_FORMATTING = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|small|cite|sup|sub|br|font)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE
)
_PARENTHESIS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_PARTS = re.compile(r"\s*[,;|/•·／、，\n]\s*|\s+[-–—―~]\s+|\s*[–—]\s*|(?<=[^\W\d_]{3})\.\s+")
_BY_WITHIN = re.compile(r"(?:^|[\s|])by\s+(?=\S)", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\S*@\S*|https?://\S*|www\.\S*|\S+\.(?:com|org|net|co|ru|info|in|de|fr|tv|news)(?:\.\w{2})?(?=[\s,;|)]|\Z)",
    re.I,
)
_NAME_WORD = re.compile(r"[^\W\d_][^\s\d_<>{}@#$%&*+=/\\|()\[\]!?]*")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
_OF_NAMES = re.compile(r"(?:Ma?c|De|Di|Da|Du|La|Le|Van|Von|Fitz|O['’])[A-Z]")
_SENTENCE_WORDS = frozenset("the a an our your this that my we you and or is are was not".split())
_JOINED = re.compile(r"\W+")


def people_in(written: str, *, but: Iterable[str] = ()) -> tuple[str, ...]:
    """The people named in a byline, in its order; `but` are names that are the outlet's or its owner's."""
    line = _PARENTHESIS.sub(" ", one_line(without_formatting(written).replace("\n", " | "))[:LONGEST])
    line = words.LABELLED.sub(" | ", line.replace("：", ": "))
    line = _led(_ADDRESS.sub(" | ", line))
    if end := words.ENDS.search(line):
        before = line[: end.start()]
        line = before if _begins_with_person(before) or not any(map(str.isalpha, before)) else line
    refused = frozenset(filter(None, (key for name in but for key in _keys(name))))
    found = unique(name for part in line.split(";") for name in _whole(_parts(part), refused))
    dated = any(c.isdigit() for c in written) and not _BY_WITHIN.search(written[:LONGEST])
    return () if dated and _is_place_alone(found, line, written) else found


def _is_place_alone(found: Sequence[str], line: str, written: str) -> bool:
    """Whether one word, with a date beside it and no "By" before it, is rather where a story comes from."""
    alone = len(found) == 1 and len(found[0].split()) == 1 and _has_case(found[0])
    return alone and line.startswith(found[0]) and one_line(written).startswith(found[0]) and "|" in line


def all_people(several: Sequence[str], *, but: Iterable[str] = ()) -> tuple[str, ...]:
    """The people whom several bylines name, each of them one or more."""
    but = tuple(but)
    return unique(name for written in several for name in people_in(written, but=but))


def names_nothing(written: str) -> bool:
    """Whether what stands where a byline does is no name of anybody or anything, but a date or a call to share."""
    line = words.ENDS.sub(" ", words.LEADS.sub(" ", one_line(written)[:LONGEST]))
    left = [word for word in re.findall(r"\w+", line.lower()) if not any(c.isdigit() for c in word)]
    return words.DATE_WORDS.issuperset(left) or (len(left) == 1 and left[0] in words.OF)


def without_formatting(written: str) -> str:
    """What is written without tags of bold type, links and the like in it."""
    return _FORMATTING.sub("", written) if "<" in written else written


def squeezed(name: str) -> str:
    """A name in lower case, letters and digits only: by that two ways to write it are one."""
    return _JOINED.sub("", name.casefold()).replace("_", "")


def _led(line: str) -> str:
    """The byline after its "By", wherever in its beginning that stands."""
    line = line.strip(" \t|:-–—.")
    if found := words.LEADS.match(line):
        return line[found.end() :].lstrip(" -–—")
    first, _, rest = line.partition(" ")
    if first.lower().rstrip(":") in words.SHORT_LEADS and len(rest.split()) >= 2 and rest[:1].isupper():
        return rest
    found = _BY_WITHIN.search(line)
    if found and (
        any(c.isdigit() for c in line[: found.start()]) or not _begins_with_person(line[: found.start()])
    ):
        return line[found.end() :]
    return line


def _begins_with_person(line: str) -> bool:
    return any(_person(part) for part in _PARTS.split(line))


def _parts(line: str) -> list[str]:
    """The pieces that may be a name each."""
    pieces: list[str] = []
    for part in _PARTS.split(line):
        for piece in words.AND.split(f" {part} "):
            names = words.AND_OF_NAMES.split(piece.strip())
            pieces.extend(names if all(len(name.split()) >= 2 for name in names) else [piece])
    return [piece.strip() for piece in pieces if piece and piece.strip(" .:-")]


def _whole(parts: Sequence[str], refused: frozenset[str]) -> tuple[str, ...]:
    """The people among the pieces of one byline."""
    if len(parts) == 2 and _is_turned(parts[0], parts[1]):
        parts = [f"{parts[1]} {parts[0]}"]
    found: list[str] = []
    others = False
    for part in parts:
        if part.strip(" :").lower() in words.LEADS_ALONE:
            continue
        if found and part.lower() in words.SUFFIXES:
            found[-1] = f"{found[-1]} {part}"
            continue
        led = _led(part)
        others = others and led == part
        name = _person(led)
        lower = len(parts) > 1 and name == name.lower() != name.upper()
        if not name or lower or squeezed(name) in refused or _is_outlets(name, found):
            others = True
        elif (not others and not found) or _stands_beside(name, found, others=others):
            found.append(name)
    return unique(found)


def _keys(outlet: str) -> Iterator[str]:
    """An outlet's name, and each of its words: one alone is a short name of it and no writer's."""
    yield squeezed(outlet)
    yield from (squeezed(word) for word in outlet.split() if len(word) >= _ABBREVIATION)


def _is_outlets(name: str, found: Sequence[str]) -> bool:
    """Whether what follows a person's name, written as no person's is, is rather that of a paper."""
    tokens = name.split()
    shouted = name.isupper() and bool(found) and not found[0].isupper()
    short = len(tokens) > 1 and _is_abbreviation(tokens[0]) and not name.isupper()
    return shouted or short or (bool(found) and any(token.lower() in words.PAPERS for token in tokens))


def _is_turned(last: str, first: str) -> bool:
    """Whether two pieces are one name, the family name first: Pell, Sara."""
    if is_agency(last) or is_agency(first):
        return False
    given, *rest = first.split()
    alone = len(last.split()) == 1 and len(rest) <= 1 and len(given) > 1
    return (
        alone
        and all(len(initial.strip(".")) == 1 for initial in rest)
        and last[:1].isupper()
        and _person(f"{first} {last}") == f"{first} {last}"
        and first.casefold() not in words.PLACES_BEGIN
    )


def _stands_beside(name: str, found: Sequence[str], *, others: bool) -> bool:
    """Whether what follows can be another's name: not one word, a place, after an agency or a longer name."""
    given = name.split()
    if len(given) == 1 and (others or any(len(other.split()) > 1 for other in found)):
        return False
    return given[0].casefold() not in words.PLACES_BEGIN


def _person(part: str) -> str:
    """A piece's name of a person, or "" where it holds none."""
    tokens = part.split()
    if any(token.endswith(":") and token != ":" for token in tokens[:2] if token is not tokens[-1]):
        return ""  # what a label says that leads to no writer
    tokens = [words.ROLES_BEHIND.sub("", token.strip('"“”:*')) for token in tokens]
    tokens = [token for token in tokens if token]
    tokens = _without_agency(_after_role(_after_date(tokens)))
    while tokens and tokens[0].lower() in words.TITLES:
        tokens = tokens[1:]
    tokens = _cut(tokens)
    if not tokens or len(tokens) > MOST_WORDS:
        return ""
    name = " ".join(tokens).strip(" .,") if len(tokens[-1].strip(".")) > 3 else " ".join(tokens).strip(" ,")
    lower = [token.lower().strip(".,’'") for token in tokens]
    if (
        is_agency(name)
        or not words.NO_PERSON.isdisjoint(lower)
        or not _SENTENCE_WORDS.isdisjoint((lower[0], *tokens))
    ):
        return ""
    if name.casefold() in words.SOFTWARE or lower[0] in words.ROLES or words.BEFORE_ROLES.issuperset(lower):
        return ""
    if words.DESKS.search(name) or (len(lower) > 1 and lower[0] in words.NO_BEGINNING):
        return ""
    if lower[0] in words.AGENCIES_ALONE or (tokens[0].isupper() and not name.isupper() and is_agency(tokens[0])):
        return ""
    if not all(_NAME_WORD.fullmatch(token) for token in tokens):
        return ""
    return name if _is_written_as_name(tokens) else ""


def _after_role(tokens: list[str]) -> list[str]:
    """The words after what someone does, where a name of two words or more follows: "Staff Writer Mara Quist"."""
    lower = [token.lower().strip(".,") for token in tokens]
    at = next((n for n, word in enumerate(lower) if word not in words.BEFORE_ROLES), len(lower))
    role = lower[at] if at < len(lower) else ""
    rest = tokens[at + 1 :]
    able = role in words.ROLES - words.ROLES_OF_MANY and len(rest) > 1 and _is_written_as_name(rest)
    return rest if able and lower[at + 1] not in words.PLACES_BEGIN else tokens


def _without_agency(tokens: list[str]) -> list[str]:
    """A name of two words or more without the agency's after it."""
    for at in range(2, len(tokens)):
        tail = " ".join(tokens[at:])
        told = len(tokens) - at > 1 or tail.isupper() > tokens[0].isupper() or tail.lower() in words.AGENCIES_ALONE
        if told and is_agency(tail):
            return tokens[:at]
    return tokens


def _cut(tokens: Sequence[str]) -> list[str]:
    """The words of a piece up to a date, a role, a degree, or a word that ends names."""
    kept: list[str] = []
    for at, token in enumerate(tokens):
        word = token.lower().strip(".,’'")
        if any(c.isdigit() for c in token):
            return _without_date(kept)
        if kept and (token in words.OF or word in words.DEGREES or (len(kept) > 1 and word in words.OF)):
            break
        if kept and _begins_role([t.lower().strip(".,") for t in tokens[at:]]):
            return kept if len(kept) > 1 or not _has_case(token) else []
        if len(kept) > 1 and _is_abbreviation(token) and not kept[0].isupper() and word not in words.SUFFIXES:
            break
        kept.append(token)
    if any(c.isdigit() for c in "".join(tokens)):
        return _without_date(kept)
    return kept


def _after_date(tokens: list[str]) -> list[str]:
    dated = 0
    while dated < len(tokens) and (
        tokens[dated].lower().strip(".,") in words.DATE_WORDS or any(c.isdigit() for c in tokens[dated])
    ):
        dated += 1
    numbered = any(c.isdigit() for token in tokens[:dated] for c in token)
    return tokens[dated:] if numbered else tokens


def _without_date(kept: list[str]) -> list[str]:
    while kept and kept[-1].lower().strip(".,") in words.DATE_WORDS:
        kept.pop()
    return kept


def _begins_role(rest: Sequence[str]) -> bool:
    """Whether words are what someone does: "political editor", "staff", not "Science" alone."""
    for at, word in enumerate(rest):
        if word in words.ROLES or (at and word in words.OF):
            return True
        if word not in words.BEFORE_ROLES:
            return False
    return False


def _is_abbreviation(token: str) -> bool:
    """Whether a word is one of capitals only, too long for a person's initials."""
    return token.isalpha() and token.isupper() and len(token) >= _ABBREVIATION


def _has_case(token: str) -> bool:
    return token.lower() != token.upper()


def _is_written_as_name(tokens: Sequence[str]) -> bool:
    """Whether capitals stand as in a name; one word alone must not look like an account or an abbreviation."""
    cased = [token for token in tokens if _has_case(token)]
    if len(tokens) == 1:
        token = tokens[0]
        odd = _INNER_CAPITAL.search(token) and not _OF_NAMES.match(token)
        if cased:
            return (
                token.lower() not in words.DATE_WORDS
                and token[0].isupper()
                and not odd
                and not token.isupper()
                and "." not in token
            )
        return 2 <= len(token) <= 10
    if not cased:
        return len("".join(tokens)) <= 20
    if all(token == token.lower() for token in cased):
        return 2 <= len(tokens) <= 3 and all(len(token) > 1 and token.isalpha() for token in tokens)
    last = cased[-1]
    return (last[0].isupper() or last.rpartition("-")[2][:1].isupper()) and all(
        token[0].isupper() or re.split(r"[-'’]", token.lower())[0] in words.PARTICLES for token in cased
    )
