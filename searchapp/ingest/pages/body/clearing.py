"""A page's tree made fit to be read: what is not said any more, or is not the story's, is taken out.

Changes the tree in place, before anything is read from it, so that all that is read agrees. The words by which it
knows offers, links and consent stand in `words`. Must not know how the article is found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby, islice
from typing import Any

from searchapp.ingest.pages.body import words
from searchapp.ingest.pages.body.inline import as_read, cut, size, sizes, with_paragraphs
from searchapp.ingest.pages.body.posts import quote_posts
from searchapp.ingest.pages.body.visible_text import (
    BLOCKS,
    Block,
    folded,
    is_hidden,
    is_named_beside,
    shown_blocks,
)

_PULLED = re.compile(r"pull-?_?quote|pulled-?quote|blockquote--?pull", re.IGNORECASE)
_NOT_STORY = re.compile(
    r"(?:^|[-_])(?:news-?letters?|cookies?|consent|gdpr|onetrust|cmp|paywall-(?:offer|prompt|message)|advert\w*|ads?|adsbygoogle"
    r"|ad-?slot|sponsored|related-?\w*|recirc\w*|recommended|outbrain|taboola|share-?(?:bar|tools|buttons|links)|sharing|sharedaddy"
    r"|social-?(?:share|links|media|bar)|(?:sign-?up|subscribe|subscription|donat(?:e|ion)s?|membership|promoted)-(?:card|box|form|widget|cta|banner|block|content|prompt|callout)"
    r"|authors?-?(?:bio|box|card)s?|about-?the-?authors?|print-only|sr-only|visually-hidden|screen-reader-text|most-?(?:read|popular))(?:$|[-_\d])",
    re.IGNORECASE,
)
_AGREEMENT = re.compile(
    r"(?:^|[-_])(?:cookies?|consent|gdpr|onetrust|cmp|news-?letters?)(?:$|[-_\d])", re.IGNORECASE
)
_WRAPPERS = frozenset("aside form footer header fieldset figure label menu section".split())
_CREDIT = re.compile(r"\s+[—–]\s*|\s-{1,2}\s")
_QUOTED = re.compile(r"[\s“”‘’\"'«»„]+")
_LONGEST_OFFER = 200
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_FIRST_SENTENCES = 3
_MOST_INLINE = 200
_OF_SITE = frozenset({"nav", "footer", "menu"})
"""Stands around every page of a site, and is never taken for the story."""
_LONGEST = 600
"""Characters of a block that may be an offer or a notice; a longer one is a paragraph."""
_LINKED = 0.5
_ALL_LINKED = 0.9
_HEAD = 60
"""Characters of the head of a list of other stories."""
_MOST = 1 / 3
"""The share of a page's paragraphs that no offer or notice has."""
_MOST_QUOTED = 50
_REPEATED = 25
"""Characters of a quotation that can be told to be said twice."""


def clear(page: Any) -> bool:
    """Take out what is not the story's; whether the page says that its text goes on for subscribers."""
    as_read(page)
    quote_posts(page)
    with_paragraphs(page)
    _without_named_boxes(page)
    goes_on = _without_offers(page)
    _with_plain_wrappers(page)
    _without_pulled_quotes(page)
    return goes_on


# -- boxes ------------------------------------------------------------------------------------------------


def _stories(page: Any) -> set[Any]:
    """What stands around the head of a story, and so is no box beside it."""
    return {above for inner in page.iter("h1", "main", "article") for above in (inner, *inner.iterancestors())}


def _without_named_boxes(page: Any) -> None:
    around = _stories(page)
    boxes = []
    for element in page.iter("div", "section", "aside", "p", "ul", "ol", "ins", "span", "h2", "h3", "h4", "li"):
        if element.attrib and element not in around:
            names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
            if named := [name for name in names if _NOT_STORY.search(name)]:
                boxes.append((element, any(_AGREEMENT.search(name) for name in named)))
    counted = sizes(page, "p") if boxes else {}
    for element, is_agreement in boxes:
        if is_agreement or counted[element] <= counted[page] * _MOST:
            cut(element)


def _without_offers(page: Any) -> bool:
    """Take out the blocks whose words are those of a link, an offer, a notice; whether the text goes on behind."""
    around = _stories(page)
    goes_on = below_head = False
    blocks = shown_blocks(page, but=_OF_SITE)
    _without_lists_of_links(blocks)
    for block in blocks:
        element = block.element
        reads_on = len(block.text) <= _LONGEST and _goes_on(block)
        is_other = below_head and block.linked >= _ALL_LINKED * len(block.text)
        heads_others = len(block.text) <= _HEAD and words.LIST_OF_OTHERS.match(block.text) is not None
        below_head = heads_others or is_other
        goes_on = goes_on or (reads_on and not _is_of_site(element))
        if reads_on and (box := _box_of(element, around)) is not None:
            cut(box)
        elif (reads_on and len(block.text) <= _LONGEST_OFFER) or is_other or _is_beside(block):
            if element not in around and _is_all(element, block):
                cut(element)
            else:
                _cut_run(element, block)
    return goes_on


def _is_of_site(element: Any) -> bool:
    """Whether an element is in the head of every page of a site."""
    return any(above.tag == "header" for above in element.iterancestors())


def _without_lists_of_links(blocks: Sequence[Block]) -> None:
    """Take out the lists of which each item is a link, but for those that a sentence announces."""
    before = ""
    for place, group in groupby(blocks, lambda b: b.element.getparent() if b.element.tag == "li" else None):
        items = list(group)
        told = before.endswith(":") and not words.LIST_OF_OTHERS.match(before)
        linked = all(item.linked >= _ALL_LINKED * len(item.text) for item in items)
        if place is not None and not told and linked and len(items) > 1:
            cut(place)
        before = items[-1].text


def _goes_on(block: Block) -> bool:
    """Whether one of a block's first sentences says that the text goes on for subscribers."""
    sentences = _SENTENCES.split(block.text, maxsplit=_FIRST_SENTENCES)[:_FIRST_SENTENCES]
    return any(map(words.FOR_SUBSCRIBERS.match, sentences)) and not words.SAID.search(block.text)


def _cut_run(element: Any, block: Block) -> None:
    """Take out a block that stands in an element beside others, where it is an inline element's."""
    for child in list(islice(element, _MOST_INLINE)):
        alone = isinstance(child.tag, str) and child.tag not in BLOCKS and not (child.tail or "").strip()
        if alone and _is_all(child, block):
            cut(child)
            return


def _says(pattern: re.Pattern[str], block: Block) -> bool:
    return bool(pattern.match(block.text)) and not words.SAID.search(block.text)


def _is_beside(block: Block) -> bool:
    text = block.text
    if len(text) > _LONGEST:
        return False
    if words.STANDS_ALONE.fullmatch(text):
        return True
    label = words.LINK_LABEL.match(text)
    if label and block.linked >= _LINKED * max(1, len(text) - label.end()) and block.linked:
        return True
    if words.NOTES.match(text) or _says(words.OFFER, block):
        return True
    return bool(words.CONSENT.search(text)) and not words.SAID.search(text)


def _is_all(element: Any, block: Block) -> bool:
    """Whether nothing but the block stands in an element, so that it can go."""
    return size(element, 2 * _LONGEST) <= 2 * _LONGEST and folded("".join(element.itertext())) == folded(
        block.text
    )


def _box_of(element: Any, around: set[Any]) -> Any:
    """The largest box of little text around an offer that holds nothing but offers; None where there is none."""
    best = None
    for box in element.iterancestors():
        if box in around or box.tag in ("body", "html", "td") or size(box, _LONGEST) > _LONGEST:
            break
        inside = shown_blocks(box)
        offers = sum(len(b.text) for b in inside if _is_offer(b))
        if offers * 3 < sum(len(b.text) for b in inside) or any(words.SAID.search(b.text) for b in inside):
            break
        best = box
    return best


def _is_offer(block: Block) -> bool:
    return _says(words.FOR_SUBSCRIBERS, block) or _is_beside(block)


def _with_plain_wrappers(page: Any) -> None:
    """What holds a story's head and most of its paragraphs is no aside, whatever it is called."""
    heading = next(page.iter("h1"), None)
    if heading is None:
        return
    counted: Mapping[Any, int] = {}
    for above in heading.iterancestors():
        wraps = above.tag in _WRAPPERS or (above.tag in ("div", "section") and is_named_beside(above))
        if not wraps or is_hidden(above):
            continue
        counted = counted or sizes(page, "p")
        if counted[above] * 2 > counted[page]:
            above.tag = "div"
            above.attrib.pop("class", None)
            above.attrib.pop("id", None)
            above.attrib.pop("role", None)


# -- quotations that are said twice -----------------------------------------------------------------------


def _without_pulled_quotes(page: Any) -> None:
    """Take out a quotation that is set out of the text and says what stands in it as well."""
    pulled = [
        element
        for element in page.iter("blockquote", "aside", "div", "p", "section", "figure", "h2", "h3", "h4", "span")
        if element.tag == "blockquote" or _PULLED.search(element.get("class") or "")
    ][:_MOST_QUOTED]
    if not pulled:
        return
    blocks = [block for block in shown_blocks(page) if not str(block.element.tag).startswith("h")]
    for element in pulled:
        if element.getparent() is None or size(element, _LONGEST) > _LONGEST:
            continue
        own = {block.text for block in shown_blocks(element)}
        rest = "\n".join(_bare(block.text) for block in blocks if block.text not in own)
        longest = max(own, key=len, default="")
        said = _bare(_CREDIT.split(longest)[0])
        if len(said) >= _REPEATED and (said in rest or (element.tag != "blockquote" and _is_made_of(said, rest))):
            cut(element)


def _is_made_of(said: str, rest: str) -> bool:
    """Whether a quotation is put together from longer pieces of the text."""
    half = len(said) // 2
    return half >= _REPEATED and said[:half] in rest and said[half + 1 :] in rest


def _bare(text: str) -> str:
    return _QUOTED.sub("", text).casefold().rstrip(".,…")
