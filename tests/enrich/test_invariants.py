"""Whatever text comes in: offsets hold, the text is untouched, order and number are kept, nothing is raised."""

from __future__ import annotations

import json
import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.enrich import DEFAULT_MODEL, ENRICHMENT_VERSION, Enricher, open_enricher
from searchapp.enrich.lexicon import lexicon_of
from searchapp.enrich.segment.normalize import view_of
from searchapp.errors import SearchAppError
from searchapp.formats.interchange import extraction
from searchapp.model import Story
from tests.enrich.conftest import Enrich

_WORDS = st.sampled_from(
    "said says told Ada Lund Karl Boone Oslo the The he she it \" “ ” ' , . : ; ? ! ( ) - — that and but who "
    "according to as Mr. Col. in a U.S. Council statement \n \n\n \u00a0 \ud83d\ude00 שלום s t".split(" ")
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=50).map(" ".join))

SLOW_MACHINE = 20.0
"""Seconds: a hostile text of these sizes takes under two on an idle core."""


def check(story: Story, text: str) -> None:
    """What holds for every enriched story."""
    assert story.text == text
    for mention in story.mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.text.strip() == mention.text != ""
        assert mention.name.strip()
    starts = [m.start for m in story.mentions]
    assert starts == sorted(starts)
    assert all(a.end <= b.start for a, b in zip(story.mentions, story.mentions[1:], strict=False))
    for s in story.statements:
        assert s.speaker.strip()
        assert s.spans
        assert list(s.spans) == sorted(s.spans)
        for start, end in s.spans:
            assert 0 <= start < end <= len(text)
            assert s.sentence[0] <= start
            assert end <= s.sentence[1]
        assert s.cue_span is not None
        assert text[slice(*s.cue_span)] == s.cue
        assert s.speaker_span is not None
        assert 0 <= s.speaker_span[0] < s.speaker_span[1] <= len(text)
        assert 0 < s.confidence <= 1
        assert s.addressee in view_of(text, lexicon_of("en"))
        assert s.addressee.strip() == s.addressee
        assert not any(p.start <= s.cue_span[0] < p.end for p in story.frame)
    for part in story.frame:
        assert 0 <= part.start < part.end <= len(text)
    assert all(a.end <= b.start for a, b in pairwise(story.frame))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text(enrich: Enrich, text: str) -> None:
    check(enrich(text), text)


def test_a_batch_keeps_order_and_number(enricher: Enricher) -> None:
    texts = ["Ada Lund said no.", "", "It rained.", "x" * 50_000, "Karl Boone said the town was dry."] * 3
    stories = [Story(id=str(n), text=text) for n, text in enumerate(texts)]
    out = list(enricher.pipe(iter(stories)))
    assert [s.id for s in out] == [s.id for s in stories]
    for story, text in zip(out, texts, strict=True):
        check(story, text)


def test_a_story_is_found_the_same_alone_and_in_company(enricher: Enricher) -> None:
    texts = ["Ada Lund said the town was dry.", "Karl Boone told the Harbor Council that it was wet."]
    together = list(enricher.pipe(Story(id="s", text=t) for t in texts))
    alone = [next(enricher.pipe([Story(id="s", text=t)])) for t in texts]
    assert together == alone


def test_what_the_user_gave_is_kept(enricher: Enricher) -> None:
    story = Story(id="s", text="It rained.", title="Rain", outlet="Coast", entities={"person": ("Ada Lund",)})
    (out,) = enricher.pipe([story])
    assert out == story


HOSTILE = {
    "quotation marks": '"' * 1_000_000,
    "spaced quotation marks": '" ' * 200_000,
    "said": "said " * 200_000,
    "said, a line each": "said\n" * 100_000,
    "one word": "a" * 1_000_000,
    "brackets": "(" * 100_000,
    "stray letters": "' s " * 100_000,
    "capitals": "Foo of " * 50_000,
    "surrogates": "\ud800 said \udfff. " * 100,
    "right to left": "אמר הנשיא כי שלום. " * 500,
    "unclosed quotations": '"Yes\n' * 5_000,
    "acronyms": "".join(f"(A{chr(65 + n % 26)}{chr(65 + n // 26 % 26)}) Foo " for n in range(3_000)),
    "many names": ", ".join(
        f"{chr(65 + n % 26)}{'abcdefghij'[n % 10] * 3} {chr(65 + n // 26 % 26)}{'klmnopqrst'[n // 10 % 10] * 4}"
        for n in range(3_000)
    ),
    "nested saying": "Ada said that " * 300,
    "commas": "Ada, " * 20_000,
    "semicolons": "Ada Lund said no; Karl Boone said yes; " * 5_000,
    "gaps": "a  b ." * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end_soon(enrich: Enrich, name: str) -> None:
    before = time.process_time()
    check(enrich(HOSTILE[name]), HOSTILE[name])
    assert time.process_time() - before < SLOW_MACHINE


def test_an_extraction_is_json_with_the_keys_that_others_read(enrich: Enrich) -> None:
    given_back = json.loads(json.dumps(extraction(enrich("Ada Lund said the town was dry."))))
    assert given_back["id"] == "t"
    assert given_back["mentions"] == [
        {"kind": "person", "name": "Ada Lund", "text": "Ada Lund", "start": 0, "end": 8}
    ]
    (statement,) = given_back["statements"]
    assert 0 < statement.pop("confidence") < 1
    assert statement == {
        "speaker": "Ada Lund",
        "speaker_kind": "person",
        "speaker_span": [0, 8],
        "cue": "said",
        "cue_span": [9, 13],
        "mode": "indirect",
        "spans": [[14, 30]],
        "rule": "clause",
        "verb": "says",
        "addressee": "",
        "polarity": "affirmed",
    }
    assert given_back["frame"] == []
    assert given_back["quotes_lost"] is False


def test_the_version_names_the_rules_and_the_model(enricher: Enricher) -> None:
    assert enricher.version.startswith(f"{ENRICHMENT_VERSION}+")
    assert DEFAULT_MODEL.split("_")[0] in enricher.version


def test_a_missing_model_says_what_to_do() -> None:
    with pytest.raises(SearchAppError, match="no_such_model") as caught:
        open_enricher("no_such_model")
    assert caught.value.hint
