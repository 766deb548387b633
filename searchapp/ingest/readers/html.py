"""Reader for web pages: the article's text, and what the page says about itself; see ingest/pages.

Its libraries take time to load, so it is imported with the first page. Works on a string: nothing is fetched, no
script runs, no entity of a DTD is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from searchapp.errors import IngestError
from searchapp.ingest.files.encoding import declared_charset, decode
from searchapp.ingest.files.safe_open import MEGABYTE, read_bytes
from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.metadata.mending import mended
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.metadata.sidecar import read_sidecar
from searchapp.ingest.pages.article import article_text, load_html
from searchapp.ingest.pages.head import page_layers
from searchapp.ingest.pages.markup import with_few_attributes
from searchapp.ingest.pages.shown_dates import published_on
from searchapp.ingest.pages.tags import read_page
from searchapp.ingest.pages.visible_text import share_left_out, visible_blocks
from searchapp.ingest.readers.several_documents import doubts_of
from searchapp.ingest.source import Failure, Item, Source
from searchapp.model import Story
from searchapp.provenance import Doubt

PAGE_CAP = 20 * MEGABYTE
MARKS_CAP = 500_000
MOST_LEFT_OUT = 1 / 3


def read_html(source: Source) -> Iterator[Item]:
    """The page as a story; raises IngestError for one without article text."""
    data = read_bytes(source, cap=PAGE_CAP)
    sidecar = read_sidecar(source)
    if isinstance(sidecar, Failure):
        yield sidecar
        sidecar = None
    yield story_of_page(data, source=source.name, above=(sidecar,) if sidecar else ())


def story_of_page(
    data: bytes, *, source: str, charset: str = "", above: Sequence[Fields] = (), below: Sequence[Fields] = ()
) -> Story:
    """The story of a page in whichever file it came; raises IngestError for one without article text.

    `charset` is what a header outside of the page says. `above` are layers of fields that outrank the page's own,
    `below` those that stand where it says nothing.
    """
    markup = with_few_attributes(decode(data, declared=charset or declared_charset(data)))
    if markup.count("<") > MARKS_CAP:
        raise IngestError(f"the page has more than {MARKS_CAP:,} tags: no article")
    page = read_page(markup)
    layers = page_layers(page)
    tree = load_html(markup)
    day = published_on(page, tree, layers) if tree is not None else None
    text = _below_title(article_text(markup, tree), layers)
    if not text:
        raise IngestError("no article text found in the page")
    doubts = _doubts(tree, text)
    text, layers, twice = mended(text, layers)
    told = (*above, *((day,) if day else ()), *layers, *below)
    return make_story(text, told, source=source, doubts=(*doubts, *twice))


def _doubts(tree: Any, text: str) -> tuple[Doubt, ...]:
    if tree is None:
        return ()
    blocks = visible_blocks(tree)
    left_out = share_left_out(blocks, text)
    found = (Doubt("part left out", round(100 * left_out)),) if left_out > MOST_LEFT_OUT else ()
    return (*found, *doubts_of("\n".join(block.text for block in blocks)))


def _below_title(text: str, layers: tuple[Fields, ...]) -> str:
    """The text without a first paragraph that only repeats the title, which is a field of its own."""
    first, _, rest = text.partition("\n\n")
    titles = {_words(layer.values["title"]) for layer in layers if "title" in layer.values}
    return rest if rest and _words(first) in titles else text


def _words(line: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", line.casefold()))
