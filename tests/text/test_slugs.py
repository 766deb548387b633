"""Parts of ids and addresses: what a text gives stays, since such ids lie in indexes, links and files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.archive.saved_queries import SavedQueries
from searchapp.curation.authority_file import load_authority, merge_names
from searchapp.ingest.metadata.ids import id_from_content, id_from_name, id_from_url
from searchapp.text.slugs import hyphenated, not_taken
from tests.archive.test_saved_queries import NOW


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Foreign fighters: “Raqqa”", "foreign-fighters-raqqa"),
        ("  Ağrı, Łódź & Málaga", "-agr-odz-malaga"),
        ("ﬁve½", "five12"),
        ("الرقة", ""),
        ("الرقة 2017", "-2017"),
        ("---", "-"),
        ("", ""),
    ],
)
def test_words_with_hyphens(text: str, slug: str) -> None:
    assert hyphenated(text) == slug


@given(st.text(max_size=40))
def test_a_slug_is_plain_and_stays_as_it_is(text: str) -> None:
    slug = hyphenated(text)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert "--" not in slug
    assert hyphenated(slug) == slug


@given(st.sets(st.sampled_from(["a", "a-2", "a-3", "b"])))
def test_a_name_that_nobody_has(taken: set[str]) -> None:
    free = not_taken("a", taken)
    assert free not in taken
    assert free == next(name for name in ("a", "a-2", "a-3", "a-4") if name not in taken)


LONG = "Łódź: – " + "the long day’s " * 8
DAYS = "odz-the-long-days-the-long-days-the-long-days-the-long-days"


def test_ids_that_were_given_stay(tmp_path: Path) -> None:
    assert id_from_name(f"gulf/{LONG}.html.gz") == f"{DAYS}-75fc546c0d"
    assert id_from_url("https://ledger.example/2017/Ağrı%20day_two.php") == "agr-20day-two-52c3923522"
    assert id_from_content("الرقة", "Words.") == "story-31a535b69c"
    saved = SavedQueries(tmp_path)
    slugs = [saved.save(name, "q=a", seen=(), now=NOW) for name in (f"– {LONG}", "الرقة", "الرقة")]
    assert slugs == [DAYS, "query", "query-2"]
    for kind in ("place", "organization"):
        merge_names(tmp_path / "names.yaml", kind=kind, preferred="Ar-Raqqa, الرقة", names=["Rakka"])
    entries = load_authority(tmp_path / "names.yaml").entries
    assert [entry.id for entry in entries] == ["ar-raqqa-الرقة", "ar-raqqa-الرقة-2"]
