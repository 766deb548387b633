"""What was found of an article, compared with what is seen on the page: blocks of its text it lacks come back.

Whoever finds an article by looking for its frame takes one frame: a story in two of them, parted by an
advertisement, is cut in the middle. Must not know how the text was found, nor change the page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from searchapp.ingest.pages.body.own_parts import own_parts
from searchapp.ingest.pages.body.visible_text import SHORTEST, Block, folded

Piece = tuple[str, str]
"""A block of text and what it is: "p", "item", "head", "quote", "row" or "cell"."""
_HEADS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_ITEMS = frozenset({"li", "dt", "dd"})
_KINDS = {"li": "item", **dict.fromkeys(_HEADS, "head")}
_PLAIN = frozenset("p div blockquote section article td pre center main body".split())
_FEW = 0.3
"""Of the page's running text; where less of it was found, something else was."""
_LINKED = 0.4
_ENDS = 40
_MOST = 3_000
"""Blocks that are looked for by their ends; a page with more such is taken as it was found."""
_FRAMES = frozenset({"div", "section", "article"})


def completed(found: Sequence[Piece], blocks: Sequence[Block]) -> list[Piece]:
    """The pieces that were found, with those of the same text that stand on the page between and beside them."""
    pieces = _once(found)
    sought = _places(pieces, blocks)
    if sought is None:
        return pieces
    pieces, places = _in_order(pieces, sought, blocks)
    prose = [n for n, block in enumerate(blocks) if block.is_prose]
    known = [n for n in prose if places[n] is not None]
    whole = sum(len(blocks[n].text) for n in prose)
    if sum(len(blocks[n].text) for n in known) < _FEW * whole:
        richest = _richest(blocks, prose)
        if sum(len(blocks[n].text) for n in richest) > 2 * sum(len(text) for _, text in pieces):
            pieces, known = [], richest
            places = [None for _ in blocks]
    if not known:
        return pieces
    _mend(pieces, blocks, places)
    wanted = _wanted(blocks, places, known)
    return _inserted(pieces, blocks, places, wanted) if wanted else pieces


# -- what of the page was found, and where ----------------------------------------------------------------


def _places(pieces: Sequence[Piece], blocks: Sequence[Block]) -> list[int | None] | None:
    """For each block the number of the piece that has it; None where there are too many to look for."""
    texts = [folded(text) for _, text in pieces]
    exact: dict[str, list[int]] = {}
    for n, text in reversed(list(enumerate(texts))):
        exact.setdefault(text, []).append(n)
    starts = [0, *accumulate(len(text) for text in texts)]
    story = "".join(texts)
    places: list[int | None] = []
    sought = 0
    for block in blocks:
        text = folded(block.text)
        number: int | None = None
        if alike := exact.get(text):  # each of several short lines that are the same is one
            number = alike.pop() if len(alike) > 1 or len(block.text) < SHORTEST else alike[0]
        elif text and alike is None:
            sought += 1
            if sought > _MOST:
                return None
            at = story.find(text)
            number = bisect_right(starts, at) - 1 if at >= 0 else _part_of(text, texts, story, starts)
        places.append(number)
    return places


def _once(found: Sequence[Piece]) -> list[Piece]:
    """The pieces without copies for another width of the screen: two long ones or more that were there before.

    One alone may be meant; right behind its like it is not.
    """
    long = [number for number, (_, text) in enumerate(found) if len(text) >= SHORTEST]
    first: dict[str, int] = {}
    again = []
    for at, number in enumerate(long):
        before = first.setdefault(folded(found[number][1]), at)
        again.append(at - before)
    copies = set()
    for at, number in enumerate(long):
        beside = [*again[max(0, at - 1) : at], *again[at + 1 : at + 2]]
        if again[at] == 1 or (again[at] and again[at] in beside):
            copies.add(number)
    return [piece for number, piece in enumerate(found) if number not in copies]


def _in_order(
    pieces: list[Piece], places: list[int | None], blocks: Sequence[Block]
) -> tuple[list[Piece], list[int | None]]:
    """The pieces as they stand on the page; a short one stays behind the one before it."""
    first: dict[int, int] = {}
    for n, place in enumerate(places):
        if place is not None and len(blocks[n].text) >= SHORTEST:
            first.setdefault(place, n)
    heads = 0
    keys = [-1] * len(pieces)
    for number, (kind, text) in enumerate(pieces):
        before = keys[number - 1] if number else -1
        keys[number] = first.get(number, before) if len(text) >= SHORTEST else before
        if kind != "head" and (
            keys[number] >= 0 or number == len(pieces) - 1
        ):  # else it is what follows that it is with
            for head in range(heads, number):
                keys[head] = keys[number]
            heads = number + 1
    if keys == sorted(keys):
        return pieces, places
    order = sorted(range(len(pieces)), key=lambda number: keys[number])
    moved = {number: at for at, number in enumerate(order)}
    return [pieces[number] for number in order], [None if p is None else moved[p] for p in places]


def _part_of(text: str, texts: Sequence[str], story: str, starts: Sequence[int]) -> int | None:
    """The number of the piece that is a block less something: both its ends, or all of the piece, agree."""
    if len(text) <= _ENDS:
        return None
    for end in (text[:_ENDS], text[-_ENDS:]):
        if (at := story.find(end)) >= 0:
            piece = texts[number := bisect_right(starts, at) - 1]
            if piece in text or (text[:_ENDS] in piece and text[-_ENDS:] in piece):
                return number
    return None


def _richest(blocks: Sequence[Block], prose: Sequence[int]) -> list[int]:
    """The running text in whichever element holds most of it."""
    sizes: Counter[Any] = Counter()
    for n in prose:
        sizes[_home(blocks[n])] += len(blocks[n].text)
    most = max(sizes, key=lambda home: sizes[home], default=None)
    return [n for n in prose if _home(blocks[n]) is most]


def _mend(pieces: list[Piece], blocks: Sequence[Block], places: Sequence[int | None]) -> None:
    """Give a paragraph back what was cut out of its middle."""
    for block, place in zip(blocks, places, strict=True):
        if place is None or not block.is_prose or block.element.tag not in ("p", "blockquote"):
            continue
        kind, text = pieces[place]
        here, there = folded(text), folded(block.text)
        is_cut = len(there) * 0.5 < len(here) < len(there)
        if is_cut and here[:_ENDS] == there[:_ENDS] and here[-_ENDS:] == there[-_ENDS:]:
            pieces[place] = (kind, block.text)


# -- what is wanted of the rest ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Homes:
    """The elements that hold the paragraphs of the story, and the kinds of elements that these are."""

    elements: frozenset[Any]
    frames: Mapping[Any, frozenset[tuple[str, str]]]

    def has(self, block: Block) -> bool:
        return _home(block) in self.elements

    def resembles(self, block: Block) -> bool:
        """Whether a block stands in an element of the same kind, beside one that is the story's."""
        frame = _home(block)
        for _ in range(3):
            if frame is None:
                return False
            for above in _above(frame, 2):
                if _kind_of(frame) in self.frames.get(above, ()) and not _is_teaser(frame):
                    return True
            frame = frame.getparent()
        return False


def _home(block: Block) -> Any:
    """The element whose children a block and its like are: of an item, what its list stands in."""
    element = block.element
    above = element.getparent()
    if element.tag in ("li", "dt", "dd") and above is not None:
        above = above.getparent()
    return above if above is not None else element


def _above(element: Any, levels: int) -> list[Any]:
    found = []
    for _ in range(levels):
        element = element.getparent()
        if element is None:
            break
        found.append(element)
    return found


def _kind_of(element: Any) -> tuple[str, str]:
    return (str(element.tag), " ".join((element.get("class") or "").split()))


def _homes(blocks: Sequence[Block], known: Sequence[int]) -> _Homes:
    elements = frozenset(_home(blocks[n]) for n in known)
    frames: dict[Any, set[tuple[str, str]]] = {}
    for home in elements:
        for frame in (home, *_above(home, 2)):
            kind = _kind_of(frame)
            if frame.tag in _FRAMES and (kind[1] or frame.tag == "article"):
                for above in _above(frame, 2):
                    frames.setdefault(above, set()).add(kind)
    return _Homes(elements, {above: frozenset(kinds) for above, kinds in frames.items()})


def _is_teaser(frame: Any) -> bool:
    """Whether the head of an element leads to another page."""
    for heading in frame.iter("h1", "h2", "h3", "h4"):
        for link in (*heading.iter("a"), heading.getparent()):
            if link is not None and link.tag == "a" and not (link.get("href") or "#").startswith("#"):
                return True
        break
    return False


def _wanted(blocks: Sequence[Block], places: Sequence[int | None], known: Sequence[int]) -> list[int]:
    """The numbers of the blocks that were not found and are the story's: running text, then what is within it."""
    homes = _homes(blocks, known)
    alike: dict[Any, bool] = {}
    seen = {folded(blocks[n].text) for n in known}
    announced = _announced(blocks)
    missing = [
        n
        for n, block in enumerate(blocks)
        if places[n] is None
        and block.text
        and (not _is_linked(block) or block.element.getparent() in announced or _is_linked_sentence(block, homes))
    ]
    wanted: list[int] = []
    for n in missing:
        block, home = blocks[n], _home(blocks[n])
        if home not in alike:
            alike[home] = homes.has(block) or homes.resembles(block)
        within = alike[home] or known[0] < n < known[-1]
        is_text = block.is_prose or _is_linked_sentence(block, homes)
        if within and is_text and block.element.tag in _PLAIN and folded(block.text) not in seen:
            wanted.append(n)
            seen.add(folded(block.text))
    first, last = min([known[0], *wanted]), max([known[-1], *wanted])
    running = set(wanted)
    tail = _home(blocks[last])
    for n in missing:
        block = blocks[n]
        if n in running or not alike[_home(block)]:
            continue
        if block.element.tag in _ITEMS:
            is_wanted = first < n < last or block.element.getparent() in announced
        elif first < n < last:
            is_wanted = block.element.tag in _HEADS or _is_short_line(block)
        else:
            is_wanted = n > last and _home(block) is tail and _is_short_line(block)
        if is_wanted:
            wanted.append(n)
    apart = own_parts(blocks, min([known[0], *wanted]), max([known[-1], *wanted]), but=seen)
    wanted += [n for n in apart if places[n] is None and n not in running]
    return _without_idle_heads(blocks, places, sorted(wanted))


def _is_linked(block: Block) -> bool:
    return block.linked > _LINKED * len(block.text)


def _is_linked_sentence(block: Block, homes: _Homes) -> bool:
    """Whether a paragraph among the story's is a sentence that is a link; titles of others have no full stop."""
    return block.element.tag == "p" and len(block.text) >= SHORTEST and block.text[-1] in ".”" and homes.has(block)


def _is_short_line(block: Block) -> bool:
    return block.element.tag in _PLAIN and not block.is_prose and block.has_sentence


def _announced(blocks: Sequence[Block]) -> set[Any]:
    """The lists before which a sentence ends in a colon."""
    found = set()
    place, before = None, ""
    for block in blocks:
        of = block.element.getparent() if block.element.tag in _ITEMS else None
        if of is not None and of is not place and before.endswith(":"):
            found.add(of)
        place, before = of, block.text
    return found


def _without_idle_heads(blocks: Sequence[Block], places: Sequence[int | None], wanted: Sequence[int]) -> list[int]:
    """Without the headings below which nothing of the story stands."""
    kept: list[int] = []
    here = set(wanted)
    follows = False
    for n in range(len(blocks) - 1, -1, -1):
        if n in here:
            is_head = blocks[n].element.tag in _HEADS
            if follows or not is_head:
                kept.append(n)
            follows = not is_head
        elif places[n] is not None:
            follows = blocks[n].element.tag not in _HEADS
    return kept[::-1]


def _inserted(
    pieces: Sequence[Piece], blocks: Sequence[Block], places: Sequence[int | None], wanted: Sequence[int]
) -> list[Piece]:
    """The pieces with the wanted blocks among them, each behind the last before it that was found."""
    new: dict[int, list[Piece]] = {}
    chosen = set(wanted)
    place = -1
    for n, block in enumerate(blocks):
        found = places[n]
        if found is not None and found >= place and (block.is_prose or found == place + 1):
            place = found
        if n in chosen:
            new.setdefault(place, []).append((_KINDS.get(block.element.tag, "p"), block.text))
    out = new.get(-1, [])
    for number, piece in enumerate(pieces):
        out.append(piece)
        out += new.get(number, [])
    return out
