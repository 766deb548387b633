"""What a person types -> query AST; `str(node)` is the way back, and `parse(str(node)) == node`.

    query   = all
    all     = either { either }                   whitespace: every part (binds loosest)
    either  = both { "OR" both }
    both    = part { "AND" part }
    part    = { "-" | "NOT" } ( near | "(" all ")" | field ":" ( leaf | "(" all ")" ) )
    near    = leaf { "NEAR" [ "/" number ] leaf }
    leaf    = word | word "*" | '"' words '"'

Operators are capitals. A backslash makes the next character literal. Parsing never raises: what can't be
meant as an operator is read as words, and a notice says so. A query of more than three words without any
lower case is folded, and AND, OR and NOT are words in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from searchapp.query.days import read_day
from searchapp.query.foreign_syntax import MODIFIER, foreign
from searchapp.query.tree import (
    FIELDS,
    MAX_DISTANCE,
    After,
    Before,
    Everything,
    Field,
    Leaf,
    Near,
    Node,
    Phrase,
    Prefix,
    Word,
    conjoin,
    disjoin,
    is_shouted,
    negate,
)
from searchapp.text import analysis
from searchapp.text.languages import LOST_ENDINGS

MAX_CHARS = 20_000
MAX_PARTS = 500
MAX_DEPTH = 30
DEFAULT_DISTANCE = 10
_DATE_FIELDS: dict[str, type[After | Before]] = {
    "after": After,
    "since": After,
    "before": Before,
    "until": Before,
}
_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“", "«": "»"}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a query was understood: its node, and a line for each thing that was read otherwise than typed."""

    node: Node
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A lexical piece: `kind` is "leaf", "node", "field", "and", "or", "not", "near", "(" or ")"."""

    kind: str
    leaf: Leaf | None = None
    node: After | Before | Everything | None = None
    name: str = ""
    distance: int = 0


@dataclass(slots=True)
class _Cursor:
    pieces: list[_Piece]
    at: int = 0
    notices: dict[str, None] = field(default_factory=dict)

    def peek(self, ahead: int = 0) -> str:
        i = self.at + ahead
        return self.pieces[i].kind if i < len(self.pieces) else ""

    def take(self) -> _Piece:
        self.at += 1
        return self.pieces[self.at - 1]

    def say(self, notice: str) -> None:
        self.notices[notice] = None


def parse(text: str) -> Node:
    """The node a query means; for any text at all."""
    return read(text).node


@lru_cache(maxsize=1024)
def read(text: str) -> Reading:
    """The node a query means, with notices on what was read otherwise than typed."""
    cursor = _Cursor([])
    text = text.encode("utf-8", "replace").decode("utf-8")
    if len(text) > MAX_CHARS:
        text = text[:MAX_CHARS]
        cursor.say(f"Only the first {MAX_CHARS:,} characters of the query were read.")
    for notice in foreign(text):
        cursor.say(notice)
    if is_shouted(text):
        text = text.lower()
    cursor.pieces = _pieces(text, cursor)
    if len(cursor.pieces) > MAX_PARTS:
        del cursor.pieces[MAX_PARTS:]
        cursor.say(f"Only the first {MAX_PARTS} parts of the query were read.")
    nodes: list[Node] = []
    while cursor.peek():
        nodes.append(_all(cursor, 0))
        if cursor.peek() == ")":
            cursor.take()
            cursor.say("A closing bracket has no opening one and was left out.")
    return Reading(conjoin(nodes), tuple(cursor.notices))


def _all(cursor: _Cursor, depth: int, bound: bool = False) -> Node:
    """all = either { either }; `bound` inside a field's brackets, where no other field can stand."""
    nodes: list[Node] = []
    while cursor.peek() not in ("", ")"):
        node = _either(cursor, depth, bound)
        if node is not None:
            nodes.append(node)
    return conjoin(nodes)


def _either(cursor: _Cursor, depth: int, bound: bool) -> Node | None:
    """either = both { "OR" both }"""
    nodes = [_both(cursor, depth, bound)]
    while cursor.peek() == "or":
        cursor.take()
        nodes.append(_both(cursor, depth, bound))
    kept = [n for n in nodes if n is not None]
    if len(kept) < len(nodes) > 1:
        cursor.say("OR needs something on both sides.")
    return disjoin(kept) if kept else None


def _both(cursor: _Cursor, depth: int, bound: bool) -> Node | None:
    """both = part { "AND" part }"""
    nodes = [_part(cursor, depth, bound)]
    while cursor.peek() == "and":
        cursor.take()
        nodes.append(_part(cursor, depth, bound))
    kept = [n for n in nodes if n is not None]
    if len(kept) < len(nodes) > 1:
        cursor.say("AND needs something on both sides.")
    return conjoin(kept) if kept else None


def _part(cursor: _Cursor, depth: int, bound: bool) -> Node | None:
    """part = { "-" | "NOT" } ( near | "(" all ")" | field ":" ( leaf | "(" all ")" ) )"""
    negative = False
    while cursor.peek() == "not":
        cursor.take()
        negative = not negative
    node: Node | None
    match cursor.peek():
        case "leaf":
            node = _near(cursor)
        case "(":
            node = _group(cursor, depth, bound)
        case "field":
            node = _bound_part(cursor, depth, bound)
        case "node":
            node = cursor.take().node
            if bound:
                cursor.say(f"{node} can't stand inside a field; it was left out.")
                node = None
        case "near":
            cursor.take()
            cursor.say("NEAR needs a word or phrase on both sides.")
            node = None
        case _:
            node = None
    if negative and node is None:
        cursor.say("A minus or NOT needs something to leave out.")
    if node is None or isinstance(node, Everything):
        return node
    return negate(node) if negative else node


def _group(cursor: _Cursor, depth: int, bound: bool) -> Node | None:
    cursor.take()
    if depth >= MAX_DEPTH:
        cursor.say(f"Brackets deeper than {MAX_DEPTH} were left out.")
        return None
    node = _all(cursor, depth + 1, bound)
    if cursor.peek() == ")":
        cursor.take()
    else:
        cursor.say("A bracket was not closed; it was read as closed at the end.")
    return node


def _bound_part(cursor: _Cursor, depth: int, bound: bool) -> Node | None:
    name = cursor.take().name
    if bound:
        cursor.say(f"{name}: can't stand inside another field; it was left out.")
        return _near(cursor) if cursor.peek() == "leaf" else None
    node: Node | None = None
    if cursor.peek() == "(":
        node = _group(cursor, depth, bound=True)
    elif cursor.peek() == "leaf":
        node = _near(cursor, single=True)
    else:
        cursor.say(f"{name}: needs a word or phrase after it; it was left out.")
    return None if node is None or isinstance(node, Everything) else Field(name, node)


def _near(cursor: _Cursor, *, single: bool = False) -> Node:
    """near = leaf { "NEAR" leaf }: a chain asks for each neighbouring pair."""
    left = cursor.take().leaf
    assert left is not None
    pairs: list[Node] = []
    while not single and cursor.peek() == "near" and cursor.peek(1) == "leaf":
        distance = cursor.take().distance
        right = cursor.take().leaf
        assert right is not None
        pairs.append(Near(left, right, distance))
        left = right
    return conjoin(pairs) if pairs else left


_PIECE = re.compile(
    r"""\s* (?:
        (?P<open>\() | (?P<close>\))
      | (?P<quote>["“”„«])
      | (?P<minus>[-−–]) (?=[^\s)])
      | (?P<field>[A-Za-z]+) : (?=[^\s)])
      | (?P<word>(?:\\.|[^\s"“”„«»()\\]|\\\Z)+)
      | (?P<stray>.)
    )""",
    re.VERBOSE | re.DOTALL,
)


_REST = re.compile(r'(?:\\.|[^\s"“”„«»()\\]|\\\Z)*', re.DOTALL)


def _pieces(text: str, cursor: _Cursor) -> list[_Piece]:
    out: list[_Piece] = []
    at = 0
    while at < len(text) and len(out) <= MAX_PARTS and (m := _PIECE.match(text, at)):
        at = m.end()
        match m.lastgroup:
            case "open":
                out.append(_Piece("("))
            case "close":
                out.append(_Piece(")"))
            case "minus":
                out.append(_Piece("not"))
            case "quote":
                phrase, at = _phrase(text, m["quote"], at, cursor)
                _add_leaf(out, phrase, cursor)
            case "field":
                at = _field(text, m, out, cursor)
            case "word":
                if out and out[-1].kind == "leaf" and _is_lost_ending(text, *m.span("word")):
                    continue
                word, at = _whole_word(text, m.start("word"), at)
                after = text[m.start("word") - 1 : m.start("word")]
                if not (after and after in '"”»)' and MODIFIER.fullmatch(word)):
                    _word(word, out, cursor)
            case _:
                pass
    return out


def _whole_word(text: str, start: int, end: int) -> tuple[str, int]:
    """A word and where it ends; letters that stand alone are one ("U S")."""
    if letters := analysis.LETTERS.match(text, start):
        rest = _REST.match(text, letters.end())
        assert rest is not None
        return ".".join(re.findall(r"\w", letters[0])) + "." + rest[0], rest.end()
    return text[start:end], end


def _is_lost_ending(text: str, start: int, end: int) -> bool:
    """Whether a word is what an apostrophe left behind, as in a text ("Raqqa s")."""
    return text[start:end] in LOST_ENDINGS and analysis.is_orphan(text, start, end)


def _phrase(text: str, quote: str, at: int, cursor: _Cursor) -> tuple[Phrase, int]:
    """A phrase up to its closing mark; curly and straight marks close each other."""
    chars: list[str] = []
    closing = {'"', _QUOTES[quote]}
    while at < len(text):
        c = text[at]
        at += 1
        if c == "\\" and at < len(text):
            c = text[at]
            at += 1
        elif c in closing:
            break
        chars.append(c)
    else:
        cursor.say("A quotation mark was not closed; the phrase was read to the end.")
    return Phrase(" ".join("".join(chars).split())), at


def _field(text: str, m: re.Match[str], out: list[_Piece], cursor: _Cursor) -> int:
    """A field or a date bound; else the letters and what follows are a word. Returns where to go on."""
    name = m["field"].lower()
    start = m.start("field")
    if name in FIELDS:
        if re.match(r'["“”„«(]', text[m.end() :]) or _has_tokens(text, m.end()):
            out.append(_Piece("field", name=name))
            return m.end()
    elif name in _DATE_FIELDS and (value := re.compile(r"[^\s()]+").match(text, m.end())):
        day = read_day(value[0], last=_DATE_FIELDS[name] is Before)
        if day is not None:
            out.append(_Piece("node", node=_DATE_FIELDS[name](day)))
            return value.end()
        cursor.say(f"{name}: needs a day, month or year such as 2017-10-01; it was read as words.")
    elif not text.startswith("//", m.end()):
        cursor.say(f"There is no field {m['field']}: here; it was read as words. Fields are {', '.join(FIELDS)}.")
    word = re.compile(r'(?:\\.|[^\s"“”„«»()\\]|\\\Z)+', re.DOTALL).match(text, start)
    assert word is not None
    _word(word[0], out, cursor)
    return word.end()


def _has_tokens(text: str, at: int) -> bool:
    word = re.compile(r"[^\s()\"“”„«»]+").match(text, at)
    return bool(word and analysis.tokenize(word[0][:200]))


def _word(raw: str, out: list[_Piece], cursor: _Cursor) -> None:
    if raw in ("AND", "OR", "NOT"):
        out.append(_Piece(raw.lower()))
        return
    if m := re.fullmatch(r"NEAR(?:/(\d{1,9}))?", raw):
        distance = int(m[1]) if m[1] else DEFAULT_DISTANCE
        out.append(_Piece("near", distance=min(max(distance, 1), MAX_DISTANCE)))
        return
    if (m := MODIFIER.search(raw)) and m.start():
        raw = raw[: m.start()]
    is_prefix = len(raw) > 1 and raw.endswith("*") and not re.search(r"(?<!\\)(\\\\)*\\\*\Z", raw)
    text = re.sub(r"\\(.)", r"\1", raw[:-1] if is_prefix else raw, flags=re.DOTALL)
    if raw == "*":
        out.append(_Piece("node", node=Everything()))
    else:
        _add_leaf(out, Prefix(text) if is_prefix else Word(text), cursor)


def _add_leaf(out: list[_Piece], leaf: Leaf, cursor: _Cursor) -> None:
    if analysis.tokenize(leaf.text[:1000], shouted=False):
        out.append(_Piece("leaf", leaf=leaf))
        return
    if out and out[-1].kind in ("not", "field"):
        out.pop()
    if leaf.text.strip() and leaf.text not in ("&&", "||", "!", "+"):
        cursor.say(f"“{leaf.text[:40]}” has no letters or digits and was left out.")
