"""Who, which organization and where: exact spans, kinds, and the story's own full names."""

from __future__ import annotations

import pytest

from tests.enrich.conftest import Enrich

CASES = {
    "a title stands outside a name, and a surname links to the one full name": (
        "Col. Victor Ansah left the fort at noon. Ansah's men followed.",
        {("person", "Victor Ansah", "Victor Ansah"), ("person", "Victor Ansah", "Ansah")},
    ),
    "two people of one surname: the bare surname is nobody's": (
        "Maria Costa met Paulo Costa in Lisbon. Later Costa flew home.",
        {
            ("person", "Maria Costa", "Maria Costa"),
            ("person", "Paulo Costa", "Paulo Costa"),
            ("person", "Costa", "Costa"),
            ("place", "Lisbon", "Lisbon"),
        },
    ),
    "an acronym that is defined": (
        "The Harbor Workers Union (HWU) met in Oslo. The HWU voted on Monday.",
        {
            ("organization", "Harbor Workers Union", "Harbor Workers Union"),
            ("organization", "Harbor Workers Union", "HWU"),
            ("place", "Oslo", "Oslo"),
        },
    ),
    "a coalition by who leads it, an army and a ministry by their nation": (
        "The US-led coalition and the Iraqi army met the Syrian Defense Ministry.",
        {
            ("organization", "US-led coalition", "US-led coalition"),
            ("organization", "Iraqi army", "Iraqi army"),
            ("organization", "Syrian Defense Ministry", "Syrian Defense Ministry"),
        },
    ),
    "initials that a story does not explain, where one group in it is spelled so": (
        "Lasting Dawn militants held the bridge. The defeat of LD came on Monday. LD used it. LD IS GONE.",
        {
            ("organization", "Lasting Dawn", "Lasting Dawn"),
            ("organization", "Lasting Dawn", "LD"),
        },
    ),
    "a place without the article that it has elsewhere": (
        "The army took the town of al-Qurayn on Friday. Officials said that the group's defenses in Qurayn "
        "collapsed on Saturday, with troops chasing the last men out of town.",
        {("place", "al-Qurayn", "al-Qurayn"), ("place", "al-Qurayn", "Qurayn")},
    ),
    "who backs a group is not part of its name": (
        "Fighters of the US-backed Northern Shield Forces entered Aleppo.",
        {("organization", "Northern Shield Forces", "Northern Shield Forces"), ("place", "Aleppo", "Aleppo")},
    ),
    "a group whose name is a sentence": (
        "An activist group that reports on the city, Our River Is Rising Fast, said boats had come.",
        {("organization", "Our River Is Rising Fast", "Our River Is Rising Fast")},
    ),
    "a nationality is no place": (
        "French and German ministers met in Vienna.",
        {("place", "Vienna", "Vienna")},
    ),
    "two places in a row, a possessive outside": (
        "Peru's rivers rose. Flights to Chile and Bolivia stopped.",
        {("place", "Peru", "Peru"), ("place", "Chile", "Chile"), ("place", "Bolivia", "Bolivia")},
    ),
    "days and months are nothing": ("On Monday it rained. In October it snowed.", set()),
    "an outlet and the places in the dateline": (
        "PORT ALMA, Norway (Coastal Press) - It rained.",
        {
            ("place", "Port Alma", "PORT ALMA"),
            ("place", "Norway", "Norway"),
            ("organization", "Coastal Press", "Coastal Press"),
        },
    ),
}


KINDS = {
    "a place by what stands before it": ("People fled Varanda. Shops in Varanda are shut.", "Varanda", "place"),
    "a group by its fighters": ("Harakat fighters left. A member of Harakat stayed.", "Harakat", "organization"),
    "a name that is a sentence is no person": (
        "Boats came, said the campaign Our River Is Rising Fast, which counts them.",
        "Our River Is Rising Fast",
        "organization",
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_the_kind_of_a_name_by_the_words_around_it(enrich: Enrich, name: str) -> None:
    text, mentioned, kind = KINDS[name]
    assert {m.kind for m in enrich(text).mentions if m.text == mentioned} == {kind}


@pytest.mark.parametrize("name", CASES)
def test_mentions_are_exactly_these(enrich: Enrich, name: str) -> None:
    text, wanted = CASES[name]
    assert {(m.kind, m.name, m.text) for m in enrich(text).mentions} == wanted


def test_a_lost_apostrophe_is_mended_in_the_name_only(enrich: Enrich) -> None:
    text = "A deal with Lisbon s Harbor Council was signed. The Harbor Council met."
    story = enrich(text)
    assert {m.name for m in story.mentions if m.kind == "organization"} == {"Lisbon Harbor Council"}
    assert story.text == text


def test_one_name_has_one_kind_in_a_story(enrich: Enrich) -> None:
    text = (
        "The town of Varanda lies on the coast. Varanda was quiet. Trains leave Varanda at noon, and in "
        "Varanda the shops are shut."
    )
    assert {m.kind for m in enrich(text).mentions if m.text == "Varanda"} == {"place"}


def test_every_mention_of_a_known_name_is_found(enrich: Enrich) -> None:
    text = "Omar Haddad came first. Behind him, by a minute, ran the field. Then Haddad, again and again Haddad."
    assert sum(m.name == "Omar Haddad" for m in enrich(text).mentions) == 3


def test_a_title_once_makes_a_person_for_the_whole_story(enrich: Enrich) -> None:
    story = enrich("President Varn said the road was shut.\n\nVarn said no more. Varn's office was dark.")
    assert {(m.kind, m.name) for m in story.mentions} == {("person", "Varn")}


def test_a_headline_s_verb_is_no_part_of_a_name(enrich: Enrich) -> None:
    story = enrich("Rep. Blake Tarrow Resigns After Vote\n\nRep. Blake Tarrow said he was tired. Tarrow left.")
    assert {m.name for m in story.mentions if m.text == "Tarrow"} == {"Blake Tarrow"}
