"""Addresses: each is known here, and at its route. Ids and names as a part of a path, and back."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from werkzeug.routing import BaseConverter

from searchapp.curation.corrections import digest, statement_key
from searchapp.model import EntityKind, Statement, Story

if TYPE_CHECKING:
    from searchapp.web.search_state import SearchState

STORY, NAME, COLLECTION, CITE, MISSING = "/story", "/name", "/collection", "/cite", "/corrections/missing"
"""What the addresses of stories, names, collections, citations, and stories that lack something begin with."""
EVENT = "/event"
API_ROOT = "/api"
API = f"{API_ROOT}/v1"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses that have no part of their own; a template has them as `site.at`."""

    front: str = "/"
    help: str = "/help"
    reading: str = "/reading"
    batch: str = "/batch"
    batch_table: str = "/batch.csv"
    compare: str = "/compare"
    search: str = "/search"
    search_feed: str = "/search.atom"
    heard: str = "/heard"
    heard_file: str = "/heard.csv"
    words: str = "/words"
    words_file: str = "/words.csv"
    opensearch: str = "/opensearch.xml"
    saved: str = "/saved"
    saved_file: str = "/saved.json"
    saved_import: str = "/saved/import"
    corrections: str = "/corrections"
    put_right: str = "/corrections/story"
    corrections_file: str = "/corrections.jsonl"
    names: str = "/names"
    names_merge: str = "/names/merge"
    names_split: str = "/names/split"
    names_by_story: str = "/names/by-story"
    names_correct: str = "/names/correct"
    names_apart: str = "/names/apart"
    names_undo: str = "/names/undo"
    collections: str = "/collections"
    collections_add: str = "/collections/add"
    collections_note: str = "/collections/note"
    collections_tag: str = "/collections/tag"
    collections_undo: str = "/collections/undo"
    cues: str = "/cues"
    cues_decide: str = "/cues/decide"
    cues_file: str = "/cues.jsonl"
    dossier: str = "/dossier"
    events: str = "/events"
    dossier_zip: str = "/dossier.zip"
    api_search: str = f"{API}/search"
    api_events: str = f"{API}/events"
    api_suggest: str = f"{API}/suggest"
    api_description: str = f"{API}/openapi.json"
    healthz: str = "/healthz"
    livez: str = "/livez"


AT = Addresses()


def static_url(name: str, version: str) -> str:
    """A static file, which may be kept for good: another version has another address."""
    return f"/static/{name}?v={version}"


def download_url(ending: str) -> str:
    """A whole answer as a file."""
    return f"{AT.search}.{ending}"


def facet_url(key: str) -> str:
    """The page with all values of a facet."""
    return f"/facet/{key}"


# -- a story ------------------------------------------------------------------------------------------

WORDS = "words"
"""The parameter of a sentence's link that has the words it was made for."""
STORY_ID = "story"
"""The parameter that names a story to compare, once for each."""
MAX_BACK = 1500
"""Characters of a way back that a link carries along; from a longer address the way back is the story."""


def story_url(story_id: str, state: SearchState | None = None, fragment: str = "") -> str:
    """A story's page; with a state it shows the marks of its query and leads back to its results."""
    path = f"{STORY}/{part(story_id)}"
    return (state.url(path) if state else path) + (f"#{fragment}" if fragment else "")


def statement_anchor(statement: Statement) -> str:
    """Where a statement's words begin, as an anchor in the reader."""
    return f"s{statement.spans[0][0]}"


def sentence_hash(story: Story, statement: Statement) -> str:
    """A short digest of a statement's sentence: the same after re-indexing as long as the sentence is."""
    start, end = statement.sentence
    return digest(story.text[start:end])


def sentence_url(story: Story, statement: Statement) -> str:
    """The permanent link of a statement's sentence."""
    return passage_url(story.id, sentence_hash(story, statement))


def passage_url(story_id: str, key: str, words: str = "") -> str:
    """The permanent link of any sentence, by its key; with its words it tells what became of it if it changed."""
    return f"{story_url(story_id)}/s/{key}" + (f"?{urlencode({WORDS: words})}" if words else "")


def cite_url(story_id: str, ending: str, passage_key: str = "") -> str:
    """The citation of a story, or of a sentence of it, as a file of one form ("ris", "bib", "json")."""
    return f"{CITE}/{ending}" + (passage_url(story_id, passage_key) if passage_key else story_url(story_id))


def compare_url(*stories: str, view: str = "", anchor: str = "") -> str:
    """Stories side by side, in this order; `view` is what is shown of them, `anchor` a sentence of one."""
    fields = [*((STORY_ID, story) for story in stories), *((("view", view),) if view else ())]
    return f"{AT.compare}?{urlencode(fields)}" + (f"#{anchor}" if anchor else "")


def differ_url(*stories: str) -> str:
    """In what the accounts of stories may differ."""
    return f"{AT.cues}?{urlencode([(STORY_ID, story) for story in stories])}"


def keep_url(story: Story, statement: Statement) -> str:
    """Where a correction of a sentence is posted to."""
    return f"{sentence_url(story, statement)}/correct"


def correct_url(story: Story, statement: Statement, back: str) -> str:
    """The page on which a statement is put right; from there the way leads `back`."""
    words = statement_key(story, statement)[1]
    fields = {"words": words} | ({"back": back} if len(back) <= MAX_BACK else {})
    return f"{keep_url(story, statement)}?{urlencode(fields)}"


def put_right_url(story_id: str, back: str, **typed: str) -> str:
    """The page on which a story's fields are put right, with what is typed; from there the way leads `back`."""
    fields = {"story": story_id, **({"back": back} if len(back) <= MAX_BACK else {}), **typed}
    return f"{AT.put_right}?{urlencode(fields)}"


def missing_url(name: str, page: int = 1) -> str:
    """The stories of which something is not known, by the word for it."""
    return f"{MISSING}/{name}" + (f"?page={page}" if page > 1 else "")


def undo_url(noted_id: str) -> str:
    """Where it is posted that a correction is taken back, or several with a comma between them."""
    return f"{AT.corrections}/{noted_id}/undo"


# -- names --------------------------------------------------------------------------------------------


def name_url(key: str, value: str) -> str:
    """The page about a person, organization, place or speaker."""
    return f"{NAME}/{key}/{part(value)}"


def names_url(kind: EntityKind | None) -> str:
    """The page about all names of a kind, or of all kinds."""
    return f"{AT.names}?kind={kind}" if kind else AT.names


def merge_url(kind: EntityKind, *names: str) -> str:
    """The page that says what a merge would do; the first name is the preferred one."""
    return f"{AT.names_merge}?" + urlencode([("kind", kind), *(("name", n) for n in names)])


def split_url(kind: EntityKind, name: str) -> str:
    """The page that says what splitting a name off its entry would do."""
    return f"{AT.names_split}?" + urlencode({"kind": kind, "name": name})


def by_story_url(kind: EntityKind, name: str) -> str:
    """The page on which one name of two is told apart by story."""
    return f"{AT.names_by_story}?" + urlencode({"kind": kind, "name": name})


def wrong_name_url(story: Story, kind: EntityKind, name: str, back: str) -> str:
    """The page on which a name in a story is put right; from there the way leads `back`."""
    return f"{AT.names_correct}?" + urlencode({"story": story.id, "kind": kind, "name": name, "back": back})


# -- events -------------------------------------------------------------------------------------------


def event_url(slug: str) -> str:
    """The page that sets the accounts of an event side by side."""
    return f"{EVENT}/{quote(slug)}"


def event_stories_url(slug: str) -> str:
    """Where it is posted that a story tells of an event, or does not, or that this is taken back."""
    return f"{event_url(slug)}/stories"


# -- saved queries ------------------------------------------------------------------------------------


def saved_url(slug: str) -> str:
    """A saved query's permanent link."""
    return f"{AT.saved}/{quote(slug)}"


def saved_feed_url(slug: str) -> str:
    """A saved query's feed."""
    return f"{saved_url(slug)}.atom"


def saved_json_url(slug: str) -> str:
    """A saved query as JSON."""
    return f"{saved_url(slug)}.json"


def seen_url(slug: str) -> str:
    """Where it is posted that a saved query's answer was seen."""
    return f"{saved_url(slug)}/seen"


def delete_url(slug: str) -> str:
    """Where it is posted that a saved query is to be forgotten."""
    return f"{saved_url(slug)}/delete"


# -- collections --------------------------------------------------------------------------------------


def add_url(*, story: str = "", key: str = "", words: str = "", query: str | None = None, back: str = "") -> str:
    """The page on which a story, a passage of it, or a search is added to a collection, and notes are written.

    `key` is the passage's, `words` the digest of the words that are meant where several speak in it.
    """
    given = {"story": story, "passage": key, "words": words, "query": query, "back": back}
    fields = {name: value for name, value in given.items() if value or (name == "query" and value is not None)}
    if len(back) > MAX_BACK:
        del fields["back"]
    return f"{AT.collections_add}?{urlencode(fields)}"


def add_statement_url(story: Story, statement: Statement, back: str) -> str:
    """The page on which what somebody says is added to a collection; from there the way leads `back`."""
    key, words = statement_key(story, statement)
    return add_url(story=story.id, key=key, words=words, back=back)


def collection_url(slug: str) -> str:
    """A collection's page."""
    return f"{COLLECTION}/{quote(slug)}"


def collection_edit_url(slug: str) -> str:
    """Where it is posted what a collection is called, and that it is deleted."""
    return f"{collection_url(slug)}/edit"


def collection_items_url(slug: str) -> str:
    """Where it is posted what becomes of an item of a collection."""
    return f"{collection_url(slug)}/items"


def collection_dossier_url(slug: str, ending: str) -> str:
    """A collection's dossier, as a page ("html") or with all that belongs to it ("zip")."""
    return f"{collection_url(slug)}/dossier.{ending}"


def edit_url(slug: str) -> str:
    """The page on which a saved query is named, noted on, and filed."""
    return f"{saved_url(slug)}/edit"


def move_url(slug: str) -> str:
    """Where it is posted that a saved query goes up or down the list."""
    return f"{saved_url(slug)}/move"


def restore_url(slug: str) -> str:
    """Where it is posted that a deleted query is to be brought back."""
    return f"{saved_url(slug)}/restore"


def snapshots_url(slug: str) -> str:
    """Where it is posted that what a saved query finds is to be kept."""
    return f"{saved_url(slug)}/snapshots"


def snapshot_url(slug: str, number: int) -> str:
    """What a saved query found once, beside what it finds today."""
    return f"{snapshots_url(slug)}/{number}"


def snapshot_file_url(slug: str, number: int, ending: str) -> str:
    """The same as a file."""
    return f"{snapshot_url(slug, number)}.{ending}"


# -- parts of an address ------------------------------------------------------------------------------


def with_parameter(path: str, name: str, value: str) -> str:
    """One of our own paths with this parameter, in place of any that it had."""
    base, _, query = path.partition("?")
    kept = [p for p in query.split("&") if p and p.partition("=")[0] != name]
    return f"{base}?{'&'.join([*kept, urlencode({name: value})])}"


_MARK = "~"
_UNFIT = frozenset({"", ".", "..", "s"})


@lru_cache(maxsize=4096)
def part(text: str) -> str:
    """A text as a part of a path."""
    if _is_plain(text):
        return quote(text, safe="")
    return _MARK + urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def meant(given: str) -> str:
    """The text that a part of a path, already percent-decoded, stands for; what `part` never gives is itself."""
    if not given.startswith(_MARK):
        return given
    code = given.removeprefix(_MARK)
    try:
        text = urlsafe_b64decode(code + "=" * (-len(code) % 4)).decode("utf-8", "surrogatepass")
    except (binascii.Error, ValueError):
        return given
    return text if part(text) == given else given


class TextConverter(BaseConverter):
    """`<text:name>` in a route: any text, slashes and all."""

    regex = "(?s:.+?)"
    weight = 200
    part_isolating = False

    def to_python(self, value: str) -> str:
        """The text that is meant."""
        return meant(value)

    def to_url(self, value: str) -> str:
        """The part of the path."""
        return part(value)


def _is_plain(text: str) -> bool:
    fit = not text.startswith(_MARK) and text.isprintable()
    return fit and not any(segment in _UNFIT for segment in text.split("/"))
