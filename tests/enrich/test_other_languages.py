"""Names and statements are looked for in English only: in another language none is made up, and that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.enrich import Enricher
from searchapp.enrich.models.rule_model import RuleModel
from searchapp.enrich.run.cache import CachedFinder
from searchapp.ingest.language import with_language
from searchapp.model import Story
from searchapp.provenance import NOT_ENGLISH, Doubt
from tests.ingest.test_language import (
    ARABIC,
    ARABIC_NAMES,
    ENGLISH,
    FRENCH,
    FRENCH_NAMES,
    GERMAN,
    GERMAN_NAMES,
    RUSSIAN,
)
from tests.stories import story

ELSEWHERE = Doubt(NOT_ENGLISH, 0)


@pytest.fixture
def finder() -> Enricher:
    return Enricher(RuleModel())


def enriched(finder: Enricher | CachedFinder, *given: Story) -> list[Story]:
    return list(finder.pipe(map(with_language, given)))


@pytest.mark.parametrize("text", [ARABIC, FRENCH, GERMAN, RUSSIAN])
def test_nothing_is_made_up_in_another_language(finder: Enricher, text: str) -> None:
    (found,) = enriched(finder, story("a", f"{text}\n\n“Amal Darwish said the road was open.”"))
    assert (found.mentions, found.statements, found.frame) == ((), (), ())
    assert found.doubts == (ELSEWHERE,)


@pytest.mark.parametrize("text", [ENGLISH, FRENCH_NAMES, GERMAN_NAMES, ARABIC_NAMES])
def test_english_full_of_foreign_names_is_english(finder: Enricher, text: str) -> None:
    (found,) = enriched(finder, story("a", f"{text} Amal Darwish said the road was open."))
    assert found.statements
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("text", "language", "looked_for"),
    [
        (ENGLISH, "en", True),
        (ENGLISH, "und", True),
        (ENGLISH, "de", False),
        ("Amal Darwish said the road was open.", None, True),
        ("Port fermé, dit-elle.", None, True),
        ("وصلت الحافلات إلى الرقة.", None, False),
        ("وصلت الحافلات إلى الرقة.", "en", False),
    ],
)
def test_what_is_said_of_a_language_counts_but_for_another_script(
    finder: Enricher, text: str, language: str | None, looked_for: bool
) -> None:
    (found,) = enriched(finder, story("a", text, language=language))
    assert (ELSEWHERE not in found.doubts) is looked_for


def test_stories_of_several_languages_keep_their_order_and_the_cache_what_it_is_told(
    finder: Enricher, tmp_path: Path
) -> None:
    given = [story(str(n), text) for n, text in enumerate([ENGLISH, FRENCH, ARABIC, FRENCH_NAMES, GERMAN])]
    for _ in range(2):
        cached = CachedFinder(finder, tmp_path / "found.sqlite3")
        found = enriched(cached, *given)
        assert [s.id for s in found] == ["0", "1", "2", "3", "4"]
        assert [s.doubts for s in found] == [(), (ELSEWHERE,), (ELSEWHERE,), (), (ELSEWHERE,)]
        assert [s.language for s in found] == ["en", "fr", "ar", "en", "de"]
        cached.close()
