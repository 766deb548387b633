"""The language of a story is found in its text, surely or not at all; what the user said of it stays."""

from __future__ import annotations

import time

import pytest

from searchapp.ingest.language import language_in, with_language
from tests.stories import story

FRENCH = """Le port restera fermé jusqu'à vendredi, a annoncé la préfète Claire Vasseur. Selon elle, les dockers
ont refusé la proposition de la direction, et les négociations ne reprendront pas avant la fin de la semaine."""
GERMAN = """Der Hafen bleibt bis Freitag geschlossen, sagte die Präfektin Klara Wasser. Die Arbeiter hätten das
Angebot der Leitung abgelehnt, und vor dem Ende der Woche werde nicht wieder verhandelt, hieß es aus dem
Rathaus."""
ARABIC = """قالت المحافظة ليلى الخطيب إن الميناء سيبقى مغلقا حتى يوم الجمعة. وأضافت أن العمال رفضوا عرض الإدارة،
وأن المفاوضات لن تستأنف قبل نهاية الأسبوع، وأن السفن تنتظر في عرض البحر."""
RUSSIAN = """Порт останется закрытым до пятницы, сообщила префект Клара Водина. По её словам, рабочие отклонили
предложение руководства, и переговоры не возобновятся раньше конца недели, а суда ждут в открытом море."""
ENGLISH = """The port will stay shut until Friday, the prefect Claire Vasseur said. She told reporters that the
dockers had turned down what the owners offered, and that talks would not resume before the week was over."""
FRENCH_NAMES = """Claire Vasseur, Jean-Pierre de la Tour, Geneviève Lévêque and Étienne Saint-Just met at the
Hôtel de Ville in Aix-en-Provence. Le Courrier du Midi and La Gazette des Ports reported that the Confédération
Générale des Dockers had walked out, and that Société Nationale des Quais would not say when its ships were to
sail."""
ARABIC_NAMES = """Abd al-Rahman al-Khatib, Umm Layla and Abu Bakr bin Yusuf of Jund al-Bahr reached Deir al-Zor
from al-Mayadin, Asharq al-Yawm wrote. Shaykh Nawaf al-Bashir of the Baggara said that nobody had asked him
about the port."""
GERMAN_NAMES = """Jürgen von der Heide of the Süddeutsche Hafenzeitung asked Bürgermeister Großmann of
Überlingen whether the Gesellschaft für Wasserbau or the Bundesamt für Schifffahrt would pay; neither of them
has answered so far, and the work that was to begin in spring is waiting."""


@pytest.mark.parametrize(
    ("text", "language"),
    [(FRENCH, "fr"), (GERMAN, "de"), (ARABIC, "ar"), (RUSSIAN, "ru"), (ENGLISH, "en"),
     (FRENCH_NAMES, "en"), (ARABIC_NAMES, "en"), (GERMAN_NAMES, "en")],
)  # fmt: skip
def test_the_language_of_a_story_whatever_names_are_in_it(text: str, language: str) -> None:
    assert language_in(text) == language
    assert language_in(text * 40) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Port fermé",
        "La Gazette des Ports, Le Courrier du Midi, Société Nationale des Quais. " * 9,
        "35.00 36.25 71 1/2 0.04 " * 40,
        "THE PORT WILL STAY SHUT UNTIL FRIDAY, THE PREFECT SAID. " * 9,
        "qwrt zxcv plkj mnbv " * 30,
    ],
)
def test_what_is_short_or_of_names_and_figures_tells_no_language(text: str) -> None:
    assert language_in(text) is None


def test_a_language_that_was_found_says_where() -> None:
    found = with_language(story("a", FRENCH, origins={"title": "header"}))
    assert (found.language, found.origins) == ("fr", {"title": "header", "language": "text"})
    assert found.text == FRENCH


def test_what_is_said_of_a_language_stays_and_so_does_what_is_not_known() -> None:
    given = story("a", FRENCH, language="oc", origins={"language": "sidecar"})
    assert with_language(given) is given
    short = story("a", "Port fermé")
    assert with_language(short) is short


def test_a_long_text_takes_no_longer_than_its_beginning() -> None:
    language_in(ENGLISH)
    began = time.process_time()
    for _ in range(20):
        language_in(ENGLISH * 20_000)
    assert time.process_time() - began < 2
