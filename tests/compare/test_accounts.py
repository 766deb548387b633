"""Accounts side by side against a reference that looks at everything: none lost, none twice, nobody unheard of."""

from __future__ import annotations

import random
import re

import pytest

from searchapp.compare.accounts import Accounts, accounts, by_story
from searchapp.compare.compared import Pair, Passage
from searchapp.compare.same_words import same_words, share_of
from searchapp.model import Mention, Story
from tests.stories import said, story

PEOPLE = ("Ada Lund", "Omar Alloush", "Talal Silo", "Bo Silo")
GROUPS = ("Ministry of Harbours", "northern coalition", "HRW", "Bridge Council")
UNNAMED = ("a monitor", "officials from the north", "two aides")
OUTLETS = ("Gulf Ledger", "Euphrates Wire", "Capital Courier", None)
FILLER = ("The road was open", "Rain fell on the bridge", "Buses came", "Nobody gave an hour")


def random_story(n: int, rng: random.Random) -> Story:
    """A story whose sentences are said by someone, name someone, or neither."""
    text, statements, mentions = "", [], []
    for _ in range(rng.randint(1, 6)):
        kind = rng.choice(("said", "named", "nothing"))
        words = f"{rng.choice(FILLER)} {rng.randint(2, 9)}"
        name, speaker_kind = rng.choice(
            [(p, "person") for p in PEOPLE]
            + [(g, "organization") for g in GROUPS]
            + [(u, "unnamed") for u in UNNAMED]
        )
        called = name.rpartition(" ")[2] if speaker_kind == "person" and rng.random() < 0.3 else name
        sentence = {
            "said": f"{words}, {called} said.",
            "named": f"{words} near {called}.",
            "nothing": f"{words}.",
        }[kind]
        start = len(text)
        text += sentence + " "
        if kind == "said":
            uncertain = rng.random() < 0.2
            statements.append((start, start + len(words), start + len(sentence), called, speaker_kind, uncertain))
        if kind != "nothing" and speaker_kind != "unnamed" and rng.random() < 0.7:
            at = start + sentence.index(called)
            mentions.append(Mention(speaker_kind, called, called, at, at + len(called)))  # type: ignore[arg-type]
    made = tuple(
        said(text, text[a:b], who, speaker_kind=kind, confidence=0.3 if uncertain else 0.9)
        for a, b, _, who, kind, uncertain in statements
    )
    return story(f"s{n}", text, outlet=rng.choice(OUTLETS), statements=made, mentions=tuple(mentions))


KNOWN_BY = {
    "Ministry of Harbours": "ministry",
    "northern coalition": "coalition",
    "officials from the north": "officials",
}
"""The word by which a reader may know a speaker, where that is not the last one of the name."""


def known_by(name: str) -> str:
    """The word that shows a reader who is meant."""
    return KNOWN_BY.get(name, name.rpartition(" ")[2]).casefold()


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_lost_and_nobody_named_is_unheard(seed: int) -> None:
    rng = random.Random(seed)
    stories = [random_story(n, rng) for n in range(rng.randint(2, 6))]
    table = accounts(stories, {})
    columns = [[s.id for s in column.stories] for column in table.columns]
    assert sorted(id for ids in columns for id in ids) == sorted(s.id for s in stories)
    assert all(len(ids) == 1 for ids, column in zip(columns, table.columns, strict=True) if column.outlet is None)
    expected = [(s.id, t.spans) for s in stories for t in s.statements if not t.uncertain for _ in t.everyone]
    cells = [(i, row, cell) for row in table.rows for i, cell in enumerate(row.cells)]
    told = [(t.saying.story.id, t.saying.statement.spans) for _, _, cell in cells for t in cell.told]
    assert sorted(told) == sorted(expected)
    for i, row, cell in cells:
        assert all(t.saying.story.id in columns[i] for t in cell.told)
        assert not (cell.told and cell.named)
        texts = " ".join(s.text for s in table.columns[i].stories).casefold()
        words = set(re.findall(r"\w+", texts))
        may_be = {known_by(name) for name in row.speaker.names}
        if not cell.told and cell.named is None:
            assert not may_be & words, (row.speaker, texts)
        if cell.named:
            assert cell.named.story.id in columns[i]
            assert cell.named.words.strip()


@pytest.mark.parametrize("seed", range(20))
def test_rows_stand_in_the_order_of_how_many_hear_them(seed: int) -> None:
    rng = random.Random(seed)
    table = accounts([random_story(n, rng) for n in range(5)], {})
    assert [row.heard_in for row in table.rows] == sorted((row.heard_in for row in table.rows), reverse=True)


# -- who is one ---------------------------------------------------------------------------------------


def told(table: Accounts) -> dict[str, list[int | str]]:
    """By speaker for each column the number of statements, or how they are named instead."""
    return {
        row.speaker.name: [
            len(c.told) or (("perhaps " if c.named.perhaps else "") + c.named.words if c.named else "not heard")
            for c in row.cells
        ]
        for row in table.rows
    }


def one(id: str, text: str, *speakers: str, kind: str = "person", mentions: str = "") -> Story:
    """A story of sentences "…, X said.", with mentions of these persons, a comma between them."""
    statements = tuple(
        said(text, text.partition(f", {who} said")[0].rpartition(". ")[2], who, speaker_kind=kind)
        for who in speakers
    )
    names = [m for m in mentions.split(",") if m]
    found = tuple(Mention("person", m, m, text.index(m), text.index(m) + len(m)) for m in names)
    return story(id, text, outlet=id, statements=statements, mentions=found)


def test_a_surname_is_whom_the_stories_have_with_it() -> None:
    a = one("a", "It holds, Omar Alloush said.", "Omar Alloush")
    b = one("b", "It broke, Alloush said.", "Alloush")
    assert told(accounts([a, b], {})) == {"Omar Alloush": [1, 1]}
    (row,) = accounts([a, b], {}).rows
    assert [t.called for cell in row.cells for t in cell.told] == ["", "Alloush"]


def test_a_surname_that_two_bear_is_a_row_of_its_own() -> None:
    a = one("a", "It holds, Omar Alloush said. It broke, Ali Alloush said.", "Omar Alloush", "Ali Alloush")
    b = one("b", "It bent, Alloush said.", "Alloush")
    rows = told(accounts([a, b], {}))
    assert rows["Alloush"][1] == 1
    assert rows["Omar Alloush"] == [1, "perhaps Alloush"]


def test_the_names_given_decide() -> None:
    a = one("a", "It holds, Daesh said.", "Daesh", kind="organization")
    b = one("b", "It broke, Islamic State said.", "Islamic State", kind="organization")
    both = {"Daesh": "ISIL", "Islamic State": "ISIL"}
    table = accounts([a, b], {}, called=lambda s: [both[n] for n in s.statement.everyone])
    assert told(table) == {"ISIL": [1, 1]}


@pytest.mark.parametrize(
    ("name", "kind", "text", "found"),
    [
        ("Omar Alloush", "person", "The house of Alloush's father.", "perhaps Alloush"),
        ("Omar Alloush", "person", "They met OMAR ALLOUSH there.", "OMAR ALLOUSH"),
        ("Omar Alloush", "person", "They met Allouche there.", "not heard"),
        ("US-led coalition", "organization", "The coalition was silent.", "perhaps coalition"),
        ("U.S.-led coalition", "organization", "The US-led coalition was silent.", "US-led coalition"),
        ("Ministry of Health", "organization", "At the ministry nobody spoke.", "perhaps ministry"),
        ("an official", "unnamed", "Officials were silent.", "perhaps Officials"),
        ("a monitor", "unnamed", "Rain fell.", "not heard"),
    ],
)
def test_who_is_named_under_any_spelling(name: str, kind: str, text: str, found: str) -> None:
    a = one("a", f"It holds, {name} said.", name, kind=kind)
    assert told(accounts([a, story("b", text, outlet="b")], {})) == {name: [1, found]}


def test_other_spellings_that_are_known() -> None:
    a = one("a", "It holds, Islamic State said.", "Islamic State", kind="organization")
    b = story("b", "Daesh was silent.", outlet="b")
    assert told(accounts([a, b], {})) == {"Islamic State": [1, "not heard"]}
    assert told(accounts([a, b], {}, known_as=lambda name: ("Daesh",))) == {"Islamic State": [1, "Daesh"]}


# -- the same words -----------------------------------------------------------------------------------

COPY = "Forty buses came over the bridge, Ada Lund said."
A = one("a", f"{COPY} Rain fell.", "Ada Lund")
B = one("b", f"Rain fell. {COPY} It was late, Ada Lund said.", "Ada Lund")
C = one("c", f"It was late. {COPY.replace('Forty', 'Fifty')}", "Ada Lund")


def pair(x: Story, y: Story, in_x: str, in_y: str) -> Pair:
    """Two stories that share a passage."""
    a, b = x.text.index(in_x), y.text.index(in_y)
    return Pair(x.id, y.id, 0.5, 0.5, (Passage((a, a + len(in_x)), (b, b + len(in_y))),))


def seen(*found: Pair) -> dict[str, list[Pair]]:
    """Pairs by story, as the store gives them."""
    out: dict[str, list[Pair]] = {}
    for one_pair in found:
        for id in dict.fromkeys((one_pair.a, one_pair.b)):
            out.setdefault(id, []).append(one_pair.seen_from(id))
    return out


def test_a_copied_statement_is_told_once_with_the_others() -> None:
    fifty = COPY.replace("Forty", "Fifty")
    found = seen(pair(A, B, COPY, COPY), pair(B, C, COPY, fifty))
    for stories in ([A, B, C], [C, B, A]):
        (row,) = accounts(stories, found, column=by_story).rows
        first, *rest = [t for cell in row.cells for t in cell.told]
        assert first.first is None
        assert [s.story.id for s in first.again] == [t.saying.story.id for t in rest]
        assert all(t.first == first.saying for t in rest)


def test_passages_are_put_together_over_stories() -> None:
    fifty = COPY.replace("Forty", "Fifty")
    found = seen(pair(A, B, COPY, COPY), pair(B, C, COPY, fifty))
    (same,) = same_words([A, B, C], found)
    assert [(s.story.id, s.words) for s in same] == [("a", COPY), ("b", COPY), ("c", fifty)]
    assert same_words([A, C], seen(pair(B, C, COPY, fifty))) == ()


def test_how_much_of_a_story_stands_elsewhere() -> None:
    found = seen(pair(A, B, COPY, COPY), pair(A, C, COPY, COPY.replace("Forty", "Fifty")))
    assert share_of(A, found["a"]) == pytest.approx(9 / 11)
    assert share_of(A, [Pair("a", "a", 1, 1, (Passage((0, 5), (6, 11)),))]) == 0
