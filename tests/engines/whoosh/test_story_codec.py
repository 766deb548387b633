"""How stories lie in a segment: byte for byte as they always did, so that indexes written before can be read."""

from __future__ import annotations

import zlib

from searchapp.engines.whoosh.disk.story_codec import (
    pack_statement,
    pack_story,
    unpack_shown,
    unpack_statement,
    unpack_story,
)
from searchapp.text.analysis import tokenize
from tests.formats.test_interchange import STORY, TEXT

HEAD = (
    b'["one","Dry",null,"2017-10-14",null,null,null,{"person":[],"organization":[],"place":["Ely"]},"",'
    b'{"title":"header"},[["credit",0,3]],false,[{"kind":"several documents","number":2,"text":"The file looks '
    b'like 2 documents in one; they are taken as one story here."}],"",null,[],[],[]]'
)
SHOWN = (
    b"\x00\x19\x01\x00\x00\x05\x00\x00\x00\x14\x00\x00\x00"  # how long the head and both lists of offsets are
    + HEAD
    + b"\x00\x00\x00\x00\x03"
    + b"\x00\x00\x00\x00\x04\x00\t\x00\x0e\x00\x11\x00\x15\x00\x03\x04\x04\x02\x03\x03"
    + b"Ada Lund said it was dry."
)
MENTIONS = b'[["person","Ada Lund","Ada Lund",0,8]]'
STATEMENT = (
    b'["Ada Lund","person",[0,8],"said",[9,13],"indirect",[[14,24]],[0,25],0.5,"r","says","","affirmed",[]]'
)


def test_a_story_is_written_as_before() -> None:
    shown, mentions = pack_story(STORY, tokenize("Dry"), tokenize(TEXT))
    assert shown == SHOWN
    assert zlib.decompress(mentions) == MENTIONS
    assert [pack_statement(s) for s in STORY.statements] == [STATEMENT]


def test_what_was_written_before_is_read() -> None:
    assert unpack_story(SHOWN, zlib.compress(MENTIONS), [STATEMENT]) == STORY
    assert unpack_statement(STATEMENT) == STORY.statements[0]
    shown = unpack_shown(SHOWN)
    seen = shown.id, shown.title, shown.outlet, shown.published, shown.url, shown.byline, shown.text
    assert seen == ("one", "Dry", None, STORY.published, None, None, TEXT)
    assert shown.title_tokens.of([(0, 0)]) == [(0, 3)]
    assert shown.tokens.of([(0, 1), (5, 5)]) == [(0, 8), (21, 24)]
