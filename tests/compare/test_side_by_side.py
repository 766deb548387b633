"""Stories in rows: each sentence once and in its order, copy facing its copy, a speaker facing themselves."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from searchapp.compare.compared import Pair, Passage
from searchapp.compare.side_by_side import Aligned, heaviest_chain, side_by_side
from searchapp.model import Story
from searchapp.text.sentences import sentences
from tests.stories import said, story

SENTENCES = (
    "The ferry sank.",
    "Nobody knew why the harbour was closed.",
    "Mayor Ada Lund blamed the wind.",
    "Ada Lund said boats must wait.",
    "Fog held.",
    "The harbour was closed for days, nobody knew why.",
)
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=7).map(" ".join)


def passage(a: str, b: str, in_a: str, in_b: str) -> Passage:
    return Passage(
        *((text.index(words), text.index(words) + len(words)) for text, words in ((a, in_a), (b, in_b)))
    )


def rows(stories: list[Story], aligned: Aligned) -> list[tuple[str, ...]]:
    """Each row as texts."""
    return [
        tuple(
            " ".join(s.text[slice(*own[n])] for n in cell)
            for s, own, cell in zip(stories, aligned.sentences, row.cells, strict=True)
        )
        for row in aligned.rows
    ]


@st.composite
def compared(draw: st.DrawFn) -> tuple[list[Story], list[Pair]]:
    """Stories with statements of one speaker, and pairs whose passages lie anywhere, past their ends too."""
    texts = draw(st.lists(TEXTS, min_size=1, max_size=4))
    made = []
    for n, text in enumerate(texts):
        spoken = (said(text, "boats must wait", "Ada Lund"),) if "boats must wait" in text else ()
        made.append(story(str(n), text, statements=spoken))
    at = st.integers(0, 200)
    span = st.tuples(at, at).map(lambda ends: (min(ends), max(ends)))
    passages = st.lists(st.tuples(span, span).map(lambda p: Passage(*p)), max_size=4).map(tuple)
    chosen = [pair for pair in combinations(range(len(made)), 2) if draw(st.booleans())]
    return made, [Pair(str(b), str(a), 0.5, 0.5, draw(passages)) for a, b in chosen]


@given(compared())
def test_every_sentence_stands_once_in_its_column_in_its_order(given: tuple[list[Story], list[Pair]]) -> None:
    stories, pairs = given
    aligned = side_by_side(stories, pairs)
    for column, one in enumerate(stories):
        assert list(aligned.sentences[column]) == list(sentences(one.text))
        stands = [n for row in aligned.rows for n in row.cells[column]]
        assert stands == list(range(len(aligned.sentences[column])))
    assert all(row.told for row in aligned.rows)
    for row in aligned.rows:
        assert row.copied <= set(row.told)
        for one, other in row.elsewhere:
            assert one[1] in row.cells[one[0]]
            assert other[1] not in row.cells[other[0]]
        assert not (row.only and (row.copied or row.elsewhere))


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9).map(float), max_size=9))
def test_the_heaviest_chain_is_that_of_all_that_rise(matches: dict[tuple[int, int], float]) -> None:
    def rises(chain: tuple[tuple[int, int], ...]) -> bool:
        return all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))

    every = (c for size in range(len(matches) + 1) for c in combinations(sorted(matches), size) if rises(c))
    best = max(sum(matches[m] for m in chain) for chain in every)
    found = heaviest_chain(matches)
    assert rises(tuple(found))
    assert sum(matches[m] for m in found) == best


A = "The ferry sank off Brill. Divers went down at noon. The company gave no reason. Fog had held for days."
B = "Rain fell in the north. The ferry has sunk near Brill. The company gave no reason, it said. A bell rang."


def test_shared_passages_face_each_other_and_the_rest_stands_alone() -> None:
    stories = [story("a", A), story("b", B)]
    shared = (
        passage(A, B, "The ferry sank off Brill.", "The ferry has sunk near Brill."),
        passage(A, B, "The company gave no reason.", "The company gave no reason, it said."),
    )
    aligned = side_by_side(stories, [Pair("a", "b", 0.5, 0.5, shared)])
    assert rows(stories, aligned) == [
        ("", "Rain fell in the north."),
        ("The ferry sank off Brill.", "The ferry has sunk near Brill."),
        ("Divers went down at noon.", ""),
        ("The company gave no reason.", "The company gave no reason, it said."),
        ("Fog had held for days.", ""),
        ("", "A bell rang."),
    ]
    assert [sorted(row.copied) for row in aligned.rows] == [[], [0, 1], [], [0, 1], [], []]
    assert [row.only for row in aligned.rows] == [True, False, True, False, True, True]


def test_copy_in_another_order_is_known_in_both_rows_and_is_nobodys_own() -> None:
    a, b = (
        "Seven boats were lost on Monday night. The pier stands.",
        "The pier stands. Seven boats were lost on Monday.",
    )
    shared = (
        passage(a, b, "Seven boats were lost on Monday night.", "Seven boats were lost on Monday."),
        passage(a, b, "The pier stands.", "The pier stands."),
    )
    stories = [story("a", a), story("b", b)]
    aligned = side_by_side(stories, [Pair("a", "b", 1, 1, shared)])
    assert [("pier" in x, "pier" in y) for x, y in rows(stories, aligned)].count((True, True)) <= 1
    (first, second) = [row for row in aligned.rows if row.elsewhere]
    assert first.elsewhere[0] == second.elsewhere[0][::-1]
    assert not any(row.only for row in aligned.rows)


def test_a_sentence_that_another_story_has_in_two_faces_both() -> None:
    a = "The harbour was shut on Friday after a storm, and boats from Brill were told to wait. Fog."
    b = "The harbour was shut on Friday after a storm. Boats from Brill were told to wait. Rain."
    whole, halves = a[: a.index(" Fog")], b[: b.index(" Rain")]
    stories = [story("a", a), story("b", b)]
    aligned = side_by_side(stories, [Pair("a", "b", 0.9, 0.9, (passage(a, b, whole, halves),))])
    assert rows(stories, aligned)[0] == (whole, halves)
    assert aligned.rows[0].copied == {0, 1}


def test_a_speaker_faces_themselves_under_one_name() -> None:
    a = "Gales blew. Ada Lund said the boats must wait."
    b = "Lund promised help for every family. The sea was calm."
    stories = [
        story("a", a, statements=(said(a, "the boats must wait", "Ada Lund"),)),
        story("b", b, statements=(said(b, "help for every family", "Lund"),)),
    ]
    apart = side_by_side(stories, [])
    assert not any(len(row.told) == 2 for row in apart.rows)
    aligned = side_by_side(stories, [], called=lambda name: "Ada Lund" if name == "Lund" else name)
    (facing,) = [row for row in aligned.rows if len(row.told) == 2]
    assert facing.speakers == ("Ada Lund",)
    assert rows(stories, aligned)[1] == (a[12:], b[:36])


def test_four_stories_of_one_sentence_stand_in_one_row() -> None:
    stories = [story(str(n), f"The mayor of Brill closed the harbour on day {n}.") for n in range(4)]
    (row,) = side_by_side(stories, []).rows
    assert row.told == (0, 1, 2, 3)
    assert not row.copied
