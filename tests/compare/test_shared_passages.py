"""Passages that stories share: found edited, with their places; no formula, no quotation alone, no figures."""

from __future__ import annotations

from datetime import date
from random import Random

import numpy as np
import pytest

from searchapp.compare.compared import Pair
from searchapp.compare.shared_passages.alignment import repeated, shared
from searchapp.compare.shared_passages.among import pairs_among
from searchapp.compare.shared_passages.words import words_of
from searchapp.model import Story

FERRY = (
    "The harbour master of Belmar closed the northern quay on Tuesday after divers found cracks in two pillars. "
    "Fishermen who had moored there for decades said they were given an hour to move their boats."
)
EDITED = (
    "Belmar's harbor master shut the northern quay Tuesday when divers found cracks in two of the pillars. "
    "Fishermen that had moored there for decades were given an hour to move all boats, they said."
)
OTHER = (
    "A new school for two hundred pupils opens in Corvane next week. "
    "Its roof was paid for by the parents, who collected money at three summer fairs."
)
NONE = np.zeros(0, dtype=np.uint32)


def pair(a: str, b: str) -> Pair | None:
    """What two texts share."""
    return shared(words_of(Story("a", a)), words_of(Story("b", b)), ("a", "b"), NONE)


def said(found: Pair | None, a: str, b: str) -> list[tuple[str, str]]:
    """The words of the passages."""
    return [(a[slice(*p.a)], b[slice(*p.b)]) for p in found.passages] if found else []


def test_edited_sentences_are_found_with_their_places_in_both() -> None:
    a, b = f"{OTHER}\n{FERRY}", f"{EDITED}\nNobody was hurt."
    one, two = FERRY.split(". ")
    first, second = EDITED.split(". ")
    assert said(pair(a, b), a, b) == [(f"{one}.", f"{first}."), (two, second)]


def test_shares_are_of_each_story_s_own_words() -> None:
    found = pair(f"{OTHER} {FERRY}", FERRY)
    assert found
    assert found.share_b == 1
    assert found.share_a == pytest.approx(0.57, abs=0.05)


def test_stories_of_other_things_share_nothing() -> None:
    assert pair(FERRY, OTHER) is None


def test_a_quotation_alone_is_no_copy() -> None:
    words = "We will not rest until every single boat of this town has found a safe berth again"
    a = f"“{words},” Mara Quill told a meeting of fishermen in the evening."
    b = f'The mayor was asked about the quay. "{words}", Quill answered.'
    assert pair(a, b) is None


def test_who_said_something_and_what_is_told_in_other_words_is_no_copy() -> None:
    a = "Mara Quill, the spokeswoman of the Harbour Council, said the quay would be open again before the winter."
    b = "Mara Quill, the spokeswoman of the Harbour Council, said boats were safe. Divers found nothing."
    assert pair(a, b) is None


def test_what_is_likely_only_beside_copy_makes_no_copy_of_a_retelling() -> None:
    told = (
        "Mara Quill, spokesman for the Corvane Harbour Guard, said fishing boats would be left where they were. "
        "The Corvane council, in a statement, said that the arrangement “purportedly excludes foreign ferries”. "
        "Nobody in the town had heard of either plan before the morning, and the market opened an hour late."
    )
    retold = (
        "Mara Quill, of the Corvane Harbour Guard, said fishing boats would be left there – to rot or to sink. "
        "The Corvane council said it believed that the arrangement would hold for a week. "
        "Children watched the pilots from the wall above the quay until their teachers called them in."
    )
    assert pair(told, retold) is None


def test_lost_quotation_marks_and_apostrophes_don_t_matter() -> None:
    a = "The town’s fishermen call the closed quay “a disgrace for Belmar’s harbour”, and want the council to pay."
    b = "The town s fishermen call the closed quay a disgrace for Belmar s harbour, and want the council to pay."
    assert said(pair(a, b), a, b) == [(a, b)]


def test_lines_of_figures_are_no_copy() -> None:
    a = "Shr 12 cts vs 10 cts. Net 1,200 vs 1,000. Revs 20.1 mln vs 19.8 mln. Sales 9,000,000 vs 8,900,000."
    assert pair(a, a) is None


def test_what_a_story_repeats_is_found_in_it() -> None:
    text = f"{FERRY}\n{OTHER}\n{FERRY.replace('two pillars', 'two of the pillars').replace('an hour', 'one hour')}"
    found = repeated(words_of(Story("a", text)), "a")
    assert found
    assert len(found.passages) == 2
    assert all(p.a[1] <= p.b[0] for p in found.passages)
    assert repeated(words_of(Story("a", f"{FERRY}\n{OTHER}")), "a") is None


NOTICE = "Sign up for our morning letter and read all that matters on this coast before breakfast, free of charge."
QUAY = "The council of Dunsel met behind closed doors to talk about a new lighthouse. It will meet again."


def test_a_line_that_an_outlet_prints_under_its_stories_is_no_copy() -> None:
    texts = (FERRY, OTHER, QUAY)
    stories = [Story(f"s{n}", f"{text}\n{NOTICE}", outlet="Aru Gazette") for n, text in enumerate(texts)]
    assert list(pairs_among(stories)) == []


def test_a_line_within_stories_on_many_days_is_no_copy_and_what_is_printed_on_one_day_is() -> None:
    line = "The strait of Aru, through which a third of the coast's grain is shipped, is closed since the storm."

    def of(days: int) -> set[tuple[str, str]]:
        rng = Random(1)
        stories = [
            Story(
                f"s{n}",
                "\n".join([words(rng), words(rng), line, words(rng), words(rng)]),
                outlet=f"Outlet {n % 2}",
                published=date(2019, 3, 1 + n % days),
            )
            for n in range(24)
        ]
        return {(pair.a, pair.b) for pair in pairs_among(stories)}

    assert of(12) == set()
    assert len(of(1)) == 12 * 12  # each of one outlet with each of the other


def words(rng: Random) -> str:
    """A sentence that no other has anything in common with."""
    return " ".join("".join(rng.choices("bdfklmnprst", k=7)) for _ in range(14)).capitalize() + "."


def test_formulas_of_one_outlet_with_other_names_and_numbers_are_no_copy() -> None:
    form = "{} Mills said it filed a registration statement that covers {} crowns of convertible notes due {}."
    more = " The company named {} as the lead underwriter of the offering, which it plans for {}."
    a = form.format("Aru", "60,000", 1991) + more.format("Quill Brothers", "May")
    b = form.format("Corvane", "75,500", 1989) + more.format("Varga Bank", "June")
    of_one = [Story("a", a, outlet="Harbour Post"), Story("b", b, outlet="Harbour Post")]
    assert list(pairs_among(of_one)) == []
