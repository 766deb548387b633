"""Reader for web pages: the article's text, and what the page says about itself; see ingest/pages.

Its libraries take time to load, so it is imported with the first page. Works on a string: nothing is fetched, no
script runs, no entity of a DTD is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from searchapp.errors import IngestError
from searchapp.ingest.files.encoding import declared_charset, decode
from searchapp.ingest.files.safe_open import MEGABYTE, read_bytes
from searchapp.ingest.language import FROM_TEXT, language_in
from searchapp.ingest.metadata.fields import Fields, language_of
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.metadata.sidecar import read_sidecar
from searchapp.ingest.pages.body.article import article_text, load_html
from searchapp.ingest.pages.body.clearing import clear
from searchapp.ingest.pages.body.top_lines import below_top_lines
from searchapp.ingest.pages.body.visible_text import Block, share_left_out, visible_blocks
from searchapp.ingest.pages.dates.shown_dates import published_on
from searchapp.ingest.pages.head import page_layers
from searchapp.ingest.pages.markup import with_few_attributes
from searchapp.ingest.pages.tags import read_page
from searchapp.ingest.readers.bundles import may_be_bundle, stories_of_bundle
from searchapp.ingest.readers.bundles.page_lines import lines_of_page
from searchapp.ingest.readers.several_documents import doubts_of
from searchapp.ingest.source import Failure, Item, Source
from searchapp.model import Story
from searchapp.provenance import Doubt

PAGE_CAP = 20 * MEGABYTE
MARKS_CAP = 500_000
MOST_LEFT_OUT = 1 / 3
_LOOKED_AT = 1_000
_ENGLISH = frozenset("the of and to is that was for with".split())
_ENGLISH_SHARE = 12


def read_html(source: Source) -> Iterator[Item]:
    """The page as a story; raises IngestError for one without article text."""
    data = read_bytes(source, cap=PAGE_CAP)
    sidecar = read_sidecar(source)
    beside = None if isinstance(sidecar, Failure) else sidecar
    markup = decode(data, declared=(beside.charset if beside else "") or declared_charset(data))
    if (stories := _stories_of_download(markup, source)) is not None:
        yield from stories
        return
    if isinstance(sidecar, Failure):
        yield sidecar
    yield _story_of_markup(markup, source=source.name, above=(beside,) if beside else ())


def _stories_of_download(markup: str, source: Source) -> Iterator[Item] | None:
    """The stories of a page that a news database handed out; None for any other page."""
    if not may_be_bundle(markup, source) or markup.count("<") > MARKS_CAP:
        return None
    tree = load_html(markup)
    return None if tree is None else stories_of_bundle(lines_of_page(tree), source, "HTML")


def story_of_page(
    data: bytes, *, source: str, charset: str = "", above: Sequence[Fields] = (), below: Sequence[Fields] = ()
) -> Story:
    """The story of a page in whichever file it came; raises IngestError for one without article text.

    `charset` is what a header outside of the page says. `above` are layers of fields that outrank the page's own,
    `below` those that stand where it says nothing.
    """
    markup = decode(data, declared=charset or declared_charset(data))
    return _story_of_markup(markup, source=source, above=above, below=below)


def _story_of_markup(
    markup: str, *, source: str, above: Sequence[Fields] = (), below: Sequence[Fields] = ()
) -> Story:
    markup = with_few_attributes(markup)
    if markup.count("<") > MARKS_CAP:
        raise IngestError(f"the page has more than {MARKS_CAP:,} tags: no article")
    tree = load_html(markup)
    held = list(tree.iter()) if tree is not None else []  # lxml wraps anew each element that nobody holds
    page = read_page(markup, tree)
    layers = page_layers(page)
    day = published_on(page, tree, layers) if tree is not None else None
    goes_on = clear(tree) if tree is not None else False  # after all that is read of the page but its text
    blocks = visible_blocks(tree) if tree is not None else []
    held.clear()
    told = (*((day,) if day else ()), *layers)
    text = below_top_lines(article_text(markup, tree, blocks), told, [heading.text for heading in page.headings])
    if not text:
        raise IngestError("no article text found in the page")
    doubts = (*((Doubt("for subscribers", 0),) if goes_on else ()), *_doubts(blocks, text))
    layers = (*_language_of_text(text, layers), *layers)
    return make_story(text, (*above, *((day,) if day else ()), *layers, *below), source=source, doubts=doubts)


def _language_of_text(text: str, layers: Sequence[Fields]) -> Iterator[Fields]:
    """The language of the text, where the page gives others too, or English, which many templates say unasked."""
    told = {language_of(layer.values["language"]) for layer in layers if "language" in layer.values} - {None}
    if (len(told) > 1 or (told == {"en"} and not _looks_english(text))) and (found := language_in(text)):
        origin = next(
            (la.origin for la in layers if language_of(la.values.get("language", "")) == found), FROM_TEXT
        )
        if found in told or told == {"en"}:
            yield Fields(origin, {"language": found})


def _looks_english(text: str) -> bool:
    words = re.findall(r"\w+", text[:_LOOKED_AT].casefold())
    return _ENGLISH_SHARE * sum(word in _ENGLISH for word in words) >= len(words)


def _doubts(blocks: Sequence[Block], text: str) -> tuple[Doubt, ...]:
    left_out = share_left_out(blocks, text)
    found = (Doubt("part left out", round(100 * left_out)),) if left_out > MOST_LEFT_OUT else ()
    return (*found, *doubts_of("\n".join(block.text for block in blocks)))
