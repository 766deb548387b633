"""What kind of thing a name is, by its form, by what is said beside it, and by what the whole story says."""

from __future__ import annotations

import pytest

from tests.enrich.conftest import Enrich

WHOLE = {
    "Henrike von der Aue left early.": "Henrike von der Aue",
    "On Friday Joris van den Broek sued the port.": "Joris van den Broek",
    "President Faisal bin Nasser al-Dosari flew home.": "Faisal bin Nasser al-Dosari",
    "A court freed Yusra bint Khalid.": "Yusra bint Khalid",
    "Tomás dos Reis won twice.": "Tomás dos Reis",
    "Elena de la Fuente lost her seat.": "Elena de la Fuente",
    "Auguste Morel d'Antin wrote the play.": "Auguste Morel d'Antin",
    "Pieter ter Veld and Ada Lund signed.": "Pieter ter Veld",
    "Willem ten Have spoke first.": "Willem ten Have",
    "Ramón Ibarra y Soto testified.": "Ramón Ibarra y Soto",
    "Siobhan MacDermot and Niall O'Shea sang.": "Siobhan MacDermot",
    "The book is by Giulia della Corte.": "Giulia della Corte",
    "Count Otto zu Rabenau owned it.": "Otto zu Rabenau",
}


@pytest.mark.parametrize("text", WHOLE)
def test_a_particle_belongs_to_a_person(enrich: Enrich, text: str) -> None:
    found = {m.text for m in enrich(text).mentions if m.kind == "person"}
    assert WHOLE[text] in found
    assert not {m.text for m in enrich(text).mentions} & set(WHOLE[text].split())


@pytest.mark.parametrize(
    "text",
    [
        "Thousands fled Rio de Janeiro.",
        "He lives on the Costa del Sol near Riyadh. Khalid left.",
        "Boats leave San Juan de los Vientos Airport at noon.",
        "The Tour de Ruritanie begins in May.",
    ],
)
def test_a_particle_in_a_place_makes_no_person(enrich: Enrich, text: str) -> None:
    assert not [m.text for m in enrich(text).mentions if m.kind == "person" and " " in m.text]


INVERTED = {
    "Hobbs, Miriam, 44, of Dunmore, was jailed.": {"Miriam Hobbs"},
    "KESSLER, Martin: theft. ROURKE, Sheila: fraud.": {"Martin Kessler", "Sheila Rourke"},
    "Voss, T., and Lindqvist, R., were cleared.": {"T. Voss", "R. Lindqvist"},
    "By Hartnell, James": {"James Hartnell"},
    "Left to right: Pell, Sara; Dane, Peter; and Ruiz, Carmen.": {"Sara Pell", "Peter Dane", "Carmen Ruiz"},
    "They are named as Havel, Ivan, 52, a driver, and Petrova, Olga, 48, a clerk.": {"Ivan Havel", "Olga Petrova"},
    "Prizes went to Doyle, Anne (Cork) and Moran, Sean (Sligo).": {"Anne Doyle", "Sean Moran"},
}


@pytest.mark.parametrize("text", INVERTED)
def test_a_name_that_is_turned_round(enrich: Enrich, text: str) -> None:
    found = {m.name for m in enrich(text).mentions if m.kind == "person"}
    assert INVERTED[text] <= found
    assert not {"Miriam", "Sheila", "James", "Ivan", "Anne", "Peter"} & found


def test_a_name_that_is_turned_round_is_one_with_its_surname(enrich: Enrich) -> None:
    story = enrich("Hobbs, Miriam, 44, was jailed. Hobbs had stolen a boat, the court heard.")
    assert {m.name for m in story.mentions if m.kind == "person"} == {"Miriam Hobbs"}


@pytest.mark.parametrize(
    "text",
    [
        "In Paris, Susan, 31, opened a shop.",
        "On Monday, Martin, 40, left.",
        "However, Julia, 31, stayed.",
        "Leeds, John said, was cold.",
        "They met in Geelong, Victoria",
        "His sisters, Anna, Maria, 31, and Ruth, left.",
    ],
)
def test_what_stands_before_a_comma_is_not_always_a_surname(enrich: Enrich, text: str) -> None:
    assert not [m.text for m in enrich(text).mentions if "," in m.text]


ORGANIZATIONS = {
    "Downing Street said the plan was dead.": "Downing Street",
    "Scotland Yard said a man was held.": "Scotland Yard",
    "He wrote it on Facebook, and Twitter removed it.": "Twitter",
    "Nokia said it would close the plant.": "Nokia",
    "Ostrava police met. Lumora said its profit fell. Shares in Lumora sank.": "Lumora",
    "Shares of Vandrel fell 3 percent. Vandrel said it would cut jobs.": "Vandrel",
    "Kelvora's chief executive, Ann Holt, said the company would grow.": "Kelvora",
    "Netflix added subscribers, and Boeing lost money.": "Netflix",
    "Starbucks will close 300 stores.": "Starbucks",
    "The Kremlin denied it, and the White House said nothing.": "White House",
}


@pytest.mark.parametrize("text", ORGANIZATIONS)
def test_an_organization_that_speaks_is_no_person(enrich: Enrich, text: str) -> None:
    name = ORGANIZATIONS[text]
    assert {m.kind for m in enrich(text).mentions if m.text == name} == {"organization"}


PERSONS = {
    "Karin Moe led the port for ten years. She spoke to the Post.": "Karin Moe",
    "Otto Hall, a surgeon, said he was tired.": "Otto Hall",
    "Nora Lake, 45, quit. Lake said she was ill.": "Nora Lake",
    "Ruth Union said she would leave.": "Ruth Union",
    "Grace Church, a lawyer, said no.": "Grace Church",
    "Judge Amy Castle ruled against them.": "Amy Castle",
    "Mr Ford, who runs the shop, said he was sorry.": "Ford",
    "Gro Hagen chairs the board, and Ilse Brandt paid.": "Gro Hagen",
    "Ilse Brandt met Otto Reis in Hamburg.": "Ilse Brandt",
}


@pytest.mark.parametrize("text", PERSONS)
def test_a_person_whose_name_is_also_a_thing_s(enrich: Enrich, text: str) -> None:
    name = PERSONS[text]
    assert {m.kind for m in enrich(text).mentions if m.text == name} == {"person"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They won the Stanley Cup in May, and the Stanley Cup was theirs.", "Stanley Cup"),
        ("The Alfred Moss House is a museum in Oslo.", "Alfred Moss House"),
        ("Boats ran to Victoria Station and to Virginia Beach.", "Virginia Beach"),
        ("Morgan Stanley hired her.", "Morgan Stanley"),
        ("Martin Luther Hospital was shut.", "Martin Luther Hospital"),
    ],
)
def test_a_given_name_in_the_name_of_a_thing(enrich: Enrich, text: str, name: str) -> None:
    assert not [m.text for m in enrich(text).mentions if m.kind == "person" and m.text == name]


OF_COMPANIES = (
    ("Piet Vos of Adler Corp. said sales were up.", "Piet Vos", "Adler Corp"),
    ("The deal was praised by Wout Brek of Hallmer Inc, a maker of pumps.", "Wout Brek", "Hallmer Inc"),
    ("Tjorven Aal of Brint Ltd spoke on Monday.", "Tjorven Aal", "Brint Ltd"),
    ("Quim R. Soler of Delvane Holdings Ltd. said it would go ahead.", "Quim R. Soler", "Delvane Holdings Ltd"),
    ("But Wendla Frisk of Hallmer Inc was not there.", "Wendla Frisk", "Hallmer Inc"),
    ("Analyst Kvar Lindell of Orden Securities Inc. was right.", "Kvar Lindell", "Orden Securities Inc"),
    ("It was bought from Orvar Stenn of Stenn & Dale Co. on Friday.", "Orvar Stenn", "Stenn & Dale Co"),
    ("The call came from Mikko Aarn-Lund of Fjord Corp Ltd.", "Mikko Aarn-Lund", "Fjord Corp Ltd"),
)


@pytest.mark.parametrize(("text", "person", "company"), OF_COMPANIES, ids=range(len(OF_COMPANIES)))
def test_someone_of_a_company_is_not_the_company(enrich: Enrich, text: str, person: str, company: str) -> None:
    found = [(m.kind, m.name.rstrip(".")) for m in enrich(text).mentions]
    assert found == [("person", person), ("organization", company)]


ONE_COMPANY = (
    "Bank of Orden Corp. said it had lost money.",
    "First National Bank of Vorden Co. was sold.",
    "Lumber Traders of Orden Inc. closed.",
    "Steel Works of Orden Inc. opened.",
    "Blue Cross of Orden Inc. was sold.",
    "Royal Society of Adler Ltd said so.",
    "The House of Brint Ltd was sold.",
    "Little Sisters of Orden Inc. gave more.",
)


@pytest.mark.parametrize("text", ONE_COMPANY, ids=range(len(ONE_COMPANY)))
def test_a_company_may_be_of_something(enrich: Enrich, text: str) -> None:
    (mention,) = enrich(text).mentions
    assert mention.kind == "organization"
    assert " of " in mention.name


CITED = (
    ("The study (Brek, Wout 2006) said so.", "Wout Brek"),
    ("Krall, Tjorven (1999), on the state of the harbour.", "Tjorven Krall"),
    ("Aal, Quim (2011), tells it again.", "Quim Aal"),
    ("Frisk, Wendla B. (1987b) and others found none.", "Wendla B. Frisk"),
    ("Vos, Piet (2006) wrote about it.", "Piet Vos"),
)


@pytest.mark.parametrize(("text", "name"), CITED, ids=range(len(CITED)))
def test_who_is_cited_with_a_year_is_a_person(enrich: Enrich, text: str, name: str) -> None:
    assert ("person", name) in [(m.kind, m.name) for m in enrich(text).mentions]


def test_a_town_and_its_country_with_a_year_are_no_person(enrich: Enrich) -> None:
    kinds = {m.kind for m in enrich("The games of Rome, Italy (1960) and Seoul, Korea (1988) were hot.").mentions}
    assert kinds == {"place"}


UNITS = (
    ("Men of the 7th Guards Brigade took the bridge.", "7th Guards Brigade"),
    ("The base of the 41 Air Division was shut.", "41 Air Division"),
    ("The loss of IV Corps was known by noon.", "IV Corps"),
    ("It was printed by Orden Publishing in May.", "Orden Publishing"),
    ("He built engines for Kestrel Locomotive Works in June.", "Kestrel Locomotive Works"),
)


@pytest.mark.parametrize(("text", "name"), UNITS, ids=range(len(UNITS)))
def test_an_organization_by_its_number_or_its_last_word(enrich: Enrich, text: str, name: str) -> None:
    assert ("organization", name) in [(m.kind, m.name) for m in enrich(text).mentions]
