"""The table of languages: each word is read by the rules of one, and each language answers for its rules."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import pytest

from searchapp.engines.versions import analysis_versions
from searchapp.text import analysis
from searchapp.text.languages import LANGUAGES, Analysis, language_of
from searchapp.text.languages.ar import ARABIC
from searchapp.text.languages.en import ENGLISH
from searchapp.text.letters import is_latin


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("fighters", ENGLISH), ("élite", ENGLISH), ("2017", ENGLISH), ("Ракка", ENGLISH), ("שלום", ENGLISH),
        ("日", ENGLISH), ("", ENGLISH), ("الرقة", ARABIC), ("کردی", ARABIC), ("ﻻ", ARABIC),
    ],
)  # fmt: skip
def test_a_word_is_of_the_language_that_has_its_letters(word: str, language: Analysis) -> None:
    assert language_of(word) is language


def test_no_letter_is_of_two_languages_and_none_is_a_mark() -> None:
    claims = [re.compile(f"[{language.letters}]") for language in LANGUAGES]
    for letter in map(chr, range(sys.maxunicode + 1)):
        assert sum(bool(claim.match(letter)) for claim in claims) <= 1, letter
        if claims[1].match(letter) and (re.match(r"\W|\d|_", letter)):
            assert not letter.isprintable(), letter  # not given to a letter yet


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_rule_is_another_version(language: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    before = analysis_versions()
    analysis.stem_term.cache_clear()
    changed = replace(language, stem=lambda exact: exact[:3])
    monkeypatch.setattr(
        analysis, "language_of", lambda word: changed if language_of(word) is language else language_of(word)
    )
    after = analysis_versions()
    analysis.stem_term.cache_clear()
    assert before[language.code] != after[language.code]


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("The convoy left Raqqa.", True),
        ("Le convoi a quitté Raqqa, où naît le désert.", True),
        ("وصلت الحافلات إلى الرقة", False),
        ("He wrote “الرقة” on the wall.", True),
        ("Колонна покинула Ракку (BBC).", False),
        ("1,200 — 35%", True),
        ("", True),
    ],
)
def test_a_script_is_told_by_most_letters(text: str, latin: bool) -> None:
    assert is_latin(text) is latin


@pytest.mark.parametrize(
    "word", ["Realise", "analysed", "ORGANISATION", "colours", "hours", "this", "F16", "1987"]
)
@pytest.mark.parametrize("length", [1, 90])
def test_a_plain_english_word_is_folded_as_one_that_has_more_to_fold(word: str, length: int) -> None:
    word = "x" * (length - 1) + word
    assert ENGLISH.fold(word) == ENGLISH.fold(f"{word}'s") == ENGLISH.fold(f"{word}\u2019")
