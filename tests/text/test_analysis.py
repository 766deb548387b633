"""Tokens: what is folded, what is kept apart, and that offsets point into the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.text.analysis import folded, index_terms, phrase_terms, prefix_terms, tokenize, word_terms
from searchapp.text.letters import MAX_TERM


def exact(text: str) -> list[str]:
    return [t.exact.upper() if t.acronym else t.exact for t in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The U.S.-led IS fighters", ["the", "US", "led", "IS", "fighters"]),
        ("It is us", ["it", "is", "us"]),
        (
            "the U.S. Army, the US army, the U.S army",
            ["the", "US", "army", "the", "US", "army", "the", "US", "army"],
        ),
        (
            "the U S Navy, U. S. ships, a u s port, U S-built",
            ["the", "US", "navy", "US", "ships", "a", "US", "port", "US", "built"],
        ),
        ("J. K. Moor, J K Moor and J.K. Moor", ["JK", "moor", "JK", "moor", "and", "JK", "moor"]),
        ("at 4 p m the f b i men", ["at", "4", "PM", "the", "FBI", "men"]),
        (
            "plan b i say, x y, A. Moor, Malcolm X",
            ["plan", "b", "i", "say", "x", "y", "a", "moor", "malcolm", "x"],
        ),
        ("vitamins A and B, I saw", ["vitamins", "a", "and", "b", "i", "saw"]),
        ("US SAYS IS FIGHTERS LEAVE", ["us", "says", "is", "fighters", "leave"]),
        ("WHO IS IT. The IS men", ["who", "is", "it", "the", "IS", "men"]),
        ("Raqqa's Raqqa’s Raqqa s council", ["raqqa", "raqqa", "raqqa", "council"]),
        ("fighters' homes", ["fighters", "homes"]),
        ("O'Brien and Sana'a don't", ["obrien", "and", "sanaa", "dont"]),
        ("minimise minimize organisations analysed", ["minimize", "minimize", "organizations", "analyzed"]),
        ("labour neighbour our hour four", ["labor", "neighbor", "our", "hour", "four"]),
        ("élite Ağrı Łódź Ørsted Straße", ["elite", "agri", "lodz", "orsted", "strasse"]),
        ("155,221 and 5.93 at 8 a.m.", ["155221", "and", "5.93", "at", "8", "AM"]),
        ("street-by-street foo_bar", ["street", "by", "street", "foo", "bar"]),
        ("日本の話", ["日", "本", "の", "話"]),
        ("شَمْس שלום हिन्दी", ["شمس", "שלום", "हिन्दी"]),
        ("", []),
        ("--- ?!", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert exact(text) == tokens


@given(st.text(max_size=300))
def test_offsets_point_into_the_text_in_order(text: str) -> None:
    tokens = tokenize(text)
    ends = [0]
    for t in tokens:
        assert 0 <= ends[-1] <= t.start < t.end <= len(text)
        assert 0 < len(t.exact) <= MAX_TERM
        ends.append(t.end)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Z"]), max_size=60))
def test_a_phrase_of_a_text_finds_that_text(text: str) -> None:
    wanted = phrase_terms(text)
    terms = [index_terms(t) for t in tokenize(text, shouted=False)]
    assert len(wanted) == len(terms)
    assert all(w in have for w, have in zip(wanted, terms, strict=True))


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("fighters", ("~fighter",)),
        ("IS", ("IS",)),
        ("is", ("~is",)),
        ("u.s.", ("US",)),
        ("AIDS", ("aids",)),
        ("aids", ("~aid",)),
        ("U.S.-backed", ("US", "backed")),
        ("al-Mayadin", ("al", "mayadin")),
        ("?", ()),
    ],
)
def test_word_terms(word: str, terms: tuple[str, ...]) -> None:
    assert word_terms(word) == terms


@pytest.mark.parametrize(
    ("prefix", "finds", "misses"),
    [
        ("fight", ["fighters", "fighting"], ["fig"]),
        ("minimis", ["minimise", "minimised", "minimizing"], ["minimum"]),
        ("minimiz", ["minimise", "minimized"], ["minimum"]),
        ("organisat", ["organisation", "organizations"], ["organism"]),
        ("promis", ["promise", "promissory"], ["prom"]),
        ("labou", ["labour", "labor"], ["label", "lab"]),
        ("labour", ["labourer", "labor"], ["label", "lab"]),
        ("hou", ["hour", "house"], ["hot"]),
        ("Ağ", ["Ağrı"], ["zag"]),
    ],
)
def test_prefixes_know_both_spellings(prefix: str, finds: list[str], misses: list[str]) -> None:
    before, starts = prefix_terms(prefix)
    assert before == ()
    assert all(tokenize(w)[0].exact.startswith(starts) for w in finds)
    assert not any(tokenize(w)[0].exact.startswith(starts) for w in misses)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jean d'Ormeau of L’Avenir", {"ormeau": "d'Ormeau", "avenir": "L’Avenir", "dormeau": "d'Ormeau"}),
        ("Bodrum'da ve Bursa’nın", {"bodrum": "Bodrum'da", "bursa": "Bursa’nın"}),
        ("O'Moore's rock'n'roll", {"omoore": "O'Moore's", "moore": "O'Moore's", "roll": "rock'n'roll"}),
        (
            "the gar-\nden and the har-\r\n  bour",
            {"garden": "gar-\nden", "harbour": None, "harbor": "har-\r\n  bour"},
        ),
        ("oil-\nrich", {"oil": "oil", "rich": "rich"}),
        ("a sea-\nweed farm", {"seaweed": "sea-\nweed", "sea": "sea-\nweed", "weed": "sea-\nweed"}),
        ("a gar\u00adden, a gar\u00ad\nden", {"garden": "gar\u00adden"}),
        ("light\u200bhouse, light\u2060house, light\ufeffhouse", {"lighthouse": "light\u200bhouse"}),
        ("don't they'd we've I'll", {"don": None, "they": None, "dont": "don't", "theyd": "they'd"}),
        ("Carter-\nRuck", {"carter": "Carter", "ruck": "Ruck"}),
        ("1990-\nand", {"1990": "1990", "and": "and"}),
        ("a list -\nno more", {"list": "list", "no": "no"}),
    ],
)
def test_what_apostrophes_and_the_ends_of_lines_part(text: str, found: dict[str, str | None]) -> None:
    stands = {}
    for token in reversed(tokenize(text)):
        stands |= dict.fromkeys((t for t in index_terms(token) if t[0] != "~"), text[token.start : token.end])
    assert {word: stands.get(word) for word in found} == found


def test_a_hyphen_of_a_compound_stays_one_at_the_end_of_a_line() -> None:
    assert exact("a well-\nknown, army-\nled raid") == ["a", "well", "known", "army", "led", "raid"]


@pytest.mark.parametrize("text", ["T72", "T-72", "T 72", "t72"])
def test_letters_and_a_number_are_one_name_however_they_are_joined(text: str) -> None:
    assert exact(text) == ["t", "72"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("1980s", ["1980s"]), ("4x4", ["4x4"]), ("H5N1", ["h", "5n1"]), ("MiG29s", ["mig", "29s"]), ("x", ["x"])],
)
def test_a_number_before_letters_is_one_word_with_them(text: str, tokens: list[str]) -> None:
    assert exact(text) == tokens


def test_folded_names_are_equal_when_their_words_are() -> None:
    assert folded("Deir al-Zor") == folded("DEIR AL ZOR’s")
    assert folded("Al Mayadeen") != folded("al-Mayadin")


def test_one_huge_token_is_cut() -> None:
    assert [len(t.exact) for t in tokenize("x" * 1_000_000)] == [MAX_TERM]
