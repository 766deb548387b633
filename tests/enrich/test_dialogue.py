"""Speech that no verb reports: transcripts, interviews, and quotations with a name set beside them."""

from __future__ import annotations

import pytest

from searchapp.enrich.dialogue import FORMS
from tests.enrich.conftest import Enrich

Said = list[tuple[str, list[str]]]

FOUND_BY = (
    ("answer", "Ada Lund runs the mill.\n\nQ: Why?\n\nA: I like bread."),
    ("label", "Ada Lund, 40, miller: “We grind by night.”"),
    ("signed", "“We grind by night.” — Ada Lund"),
    ("headed", "And from Ada Lund:\n\n“We grind by night.”"),
    ("turn", "Ada Lund: We grind by night.\n\nTom Orr: Why do you?"),
)


def test_every_form_has_its_story() -> None:
    assert [name for name, _ in FOUND_BY] == [form.name for form in FORMS]


@pytest.mark.parametrize(("name", "text"), FOUND_BY, ids=[name for name, _ in FOUND_BY])
def test_a_form_finds_what_it_is_for(enrich: Enrich, name: str, text: str) -> None:
    statement = enrich(text).statements[0]
    confidence = {form.name: form.confidence for form in FORMS}[name]
    assert (statement.rule, statement.speaker, statement.mode) == (name, "Ada Lund", "direct")
    assert 0.9 * confidence <= statement.confidence <= confidence


def said(enrich: Enrich, text: str) -> Said:
    return [(s.speaker, [text[a:b] for a, b in s.spans]) for s in enrich(text).statements]


TRANSCRIPTS: tuple[tuple[str, Said], ...] = (
    (
        "VERA KLIMT, ANCHOR: Let's turn to the storm. What do we know?\n\n"
        "PAUL ADEYEMI, CORRESPONDENT (on camera): Two ferries are missing.\n\n(BEGIN VIDEO CLIP)\n\n"
        "KLIMT: Thank you, Paul.",
        [
            ("Vera Klimt", ["Let's turn to the storm. What do we know?"]),
            ("Paul Adeyemi", ["Two ferries are missing."]),
            ("Vera Klimt", ["Thank you, Paul."]),
        ],
    ),
    (
        "Olga Marchenko (mayor): We need more buses.\nDirk Haas (opposition): You had ten years for that.",
        [("Olga Marchenko", ["We need more buses."]), ("Dirk Haas", ["You had ten years for that."])],
    ),
    (
        "The hearing began at nine.\n\nJUDGE ADAMS: Please be seated.\n\nMS. WOLF: The defence is ready."
        "\n\n(Laughter)\n\nJUDGE ADAMS: Then we begin.\n\nIt goes on today, the clerk said.",
        [
            ("Adams", ["Please be seated."]),
            ("Wolf", ["The defence is ready."]),
            ("Adams", ["Then we begin."]),
            ("clerk", ["It goes on today"]),
        ],
    ),
    (
        "Tina Baum keeps the lighthouse.\n\nGazette: Were you afraid?\n\nBaum: Every night. My "
        'father told me, "Watch the lamp." He never slept.\n\nThe wind took the roof.\n\nGazette: And now?\n\n'
        "Baum: Now I sell tickets.\n\nTickets cost five pounds, the council said.",
        [
            (
                "Tina Baum",
                ['Every night. My father told me, "Watch the lamp." He never slept.', "The wind took the roof."],
            ),
            ("Tina Baum", ["Now I sell tickets."]),
            ("council", ["Tickets cost five pounds"]),
        ],
    ),
    (
        "Lena Fischer came by boat.\n\nLF: I love the sea.\n\nPost: Why?\n\nLF: It is never the same.",
        [("Lena Fischer", ["I love the sea."]), ("Lena Fischer", ["It is never the same."])],
    ),
    (
        "The judge: Did you see him?\n\nMr Amberg: I did.\n\nThe judge: Where?\n\nMr Amberg: At the pier.",
        [
            ("judge", ["Did you see him?"]),
            ("Amberg", ["I did."]),
            ("judge", ["Where?"]),
            ("Amberg", ["At the pier."]),
        ],
    ),
    (
        "President Ada Brandt came late.\n\nTHE PRESIDENT: Thank you.\n\nPRESS: Why?\n\nTHE PRESIDENT: I slept.",
        [("Ada Brandt", ["Thank you."]), ("Ada Brandt", ["I slept."])],
    ),
    (
        "Rosa Lindqvist spoke to Piet Mulder.\n\nPiet Mulder: Why did you go?\n\nRL: Nobody listened. I fish.",
        [("Piet Mulder", ["Why did you go?"]), ("Rosa Lindqvist", ["Nobody listened. I fish."])],
    ),
    (
        "SEN. ROSA KLIMT (D-Maine): Did you sign it?\n\nSECRETARY MULDER: I did, Senator.\n\nSEN. KLIMT: Why?",
        [("Rosa Klimt", ["Did you sign it?"]), ("Mulder", ["I did, Senator."]), ("Rosa Klimt", ["Why?"])],
    ),
    (
        "THE PRESIDENT: Thank you all.\n\nQUESTION: Will you resign?\n\nTHE PRESIDENT: No. I will not.",
        [("president", ["Thank you all."]), ("president", ["No. I will not."])],
    ),
)


@pytest.mark.parametrize(("text", "expected"), TRANSCRIPTS, ids=range(len(TRANSCRIPTS)))
def test_a_transcript_is_turns_of_its_speakers(enrich: Enrich, text: str, expected: Said) -> None:
    assert said(enrich, text) == expected


INTERVIEWS: tuple[tuple[str, Said], ...] = (
    (
        "Tom Marten runs the dairy.\n\nQ: Why cows?\n\nA: My mother had two. They said we were mad.\n\nWe were."
        "\n\nQ: And now?\n\nA: Now we have sixty.",
        [
            ("Tom Marten", ["My mother had two. They said we were mad.", "We were."]),
            ("Tom Marten", ["Now we have sixty."]),
        ],
    ),
    (
        "Jack Orr and Tom Marten run the dairy.\n\nQ. Why cows?\nA. My mother had two.",
        [("A", ["My mother had two."])],
    ),
    ("Q: Why cows? A: My mother had two.", [("A", ["My mother had two."])]),
    (
        "By Jack Orr\n\nAn interview with Anna Feld, who met Tom Marten.\n\nQ How did it begin?\n\nA With a call.",
        [("Anna Feld", ["With a call."])],
    ),
)


@pytest.mark.parametrize(("text", "expected"), INTERVIEWS, ids=range(len(INTERVIEWS)))
def test_answers_are_those_of_the_one_who_is_asked(enrich: Enrich, text: str, expected: Said) -> None:
    assert said(enrich, text) == expected


BESIDE: tuple[tuple[str, Said], ...] = (
    (
        'We asked. Anna Holt, 22, from Leeds: "I voted no." Ben Okri (40), bus driver: "I stayed at home."',
        [("Anna Holt", ["I voted no."]), ("Ben Okri", ["I stayed at home."])],
    ),
    ('Fire chief Carl Amberg: "We need two trucks."', [("Carl Amberg", ["We need two trucks."])]),
    ("Anna Holt, 41, baker: ‘I do not like it.’", [("Anna Holt", ["I do not like it."])]),
    (
        "“It is a shame.”\n\n— Anna Holt\n\n“I cross it daily, and I hate it” – Dr. Carl Amberg (61), fisherman",
        [("Anna Holt", ["It is a shame."]), ("Carl Amberg", ["I cross it daily, and I hate it"])],
    ),
    ("“The sea gives and takes.” —Carl Amberg", [("Carl Amberg", ["The sea gives and takes."])]),
    ('"I never wanted this job" -- mayor Anna Holt.', [("Anna Holt", ["I never wanted this job"])]),
    ("“The law is an ass.” (Carl Amberg)", [("Carl Amberg", ["The law is an ass."])]),
    ("QUOTE\n\n“I never wanted this job”\n\nANNA HOLT, MAYOR", [("Anna Holt", ["I never wanted this job"])]),
    (
        "Anna Holt, minister of ports:\n\n“We have no ships.”\n\n“And no money.”\n\nThe council was sorry.",
        [("Anna Holt", ["We have no ships.", "And no money."])],
    ),
    ("Letter from Anna Holt, head of Nordline:\n\n“We open soon.”", [("Anna Holt", ["We open soon."])]),
    ("Anna Price, 41, baker: “It is dear.”", [("Anna Price", ["It is dear."])]),
    ("“We go” (Anna Holt, deputy mayor)", [("Anna Holt", ["We go"])]),
    ("“We go. We will not be back.” – a nurse from Hull", [("nurse from Hull", ["We go. We will not be back."])]),
    (
        '"We go," said Anna Holt. Her deputy, Carl Amberg: "I stay."',
        [("Anna Holt", ["We go"]), ("Carl Amberg", ["I stay."])],
    ),
    ('Anna Holt on the vote: "We lost."', [("Anna Holt", ["We lost."])]),
    ('Ewa K., pensioner: "I am old."', [("Ewa K.", ["I am old."])]),
    ("In the words of Anna Holt:\n\n“We open soon.”", [("Anna Holt", ["We open soon."])]),
    ("The mayor of Leeds, Anna Holt:\n“We open soon.”", [("Anna Holt", ["We open soon."])]),
)


@pytest.mark.parametrize(("text", "expected"), BESIDE, ids=range(len(BESIDE)))
def test_a_name_beside_a_quotation_says_it(enrich: Enrich, text: str, expected: Said) -> None:
    assert said(enrich, text) == expected


NO_SPEECH = (
    "Update: The road is closed.\n\nWASHINGTON: The senate voted.\n\nKey points: The bridge is shut.",
    "Photo: Jack Orr\n\nEditor: Anna Holt\n\nSee: https://example.org/a",
    "Anna Holt: 8. A fine game in goal.\n\nJohn Feld: 6. Slow on the left.",
    "Anna Holt: The mayor has led the city since 2010.\n\nJohn Feld: The baker is new. He wants lower taxes.",
    "Anna Holt: the sea is rising again.",
    "Director: Anna Lee\nCast: Tom Marten, Jack Orr\nRating: 15",
    "Ingredients: Two eggs, one lemon.\n\nMethod: Beat the eggs. Mix in your lemon.",
    '8:00 pm: News. 9:00 pm: Film: "The Long Road" (2001).',
    "London: 15C\n\nParis: 20C. You need a coat.",
    "Monday: We bake.\n\nTuesday: You rest.",
    "STEP ONE: Wash your hands.\n\nSTEP TWO: Dry your hands.",
    "Live: City 2-1 United. Holt: goal, 12. Feld: goal, 80.",
    'Film: "The Long Road"\n\nBook: "My Life in the Sea and on Land" by Carl Amberg',
    "“It is late” - Anna Holt was angry as she left the hall.",
    "Dear Anna Holt:\n\n“The ships are gone.”",
    '"Summer Nights" - a band from Leeds',
    'Virginia Beach: "Sun and Sand"',
    "Note: We corrected this story. Contact: you can write to us.",
)


@pytest.mark.parametrize("text", NO_SPEECH, ids=range(len(NO_SPEECH)))
def test_other_lines_with_a_colon_or_a_dash_are_no_speech(enrich: Enrich, text: str) -> None:
    assert said(enrich, text) == []


def test_a_label_names_its_person_as_the_story_does(enrich: Enrich) -> None:
    text = "Anna Holt spoke first.\n\nHOLT: I am ready.\n\nMARY O'NEIL: So am I. QUOTE is a word."
    names = [(m.kind, m.name, m.text) for m in enrich(text).mentions]
    assert ("person", "Anna Holt", "HOLT") in names
    assert ("person", "Mary O'Neil", "MARY O'NEIL") in names


def test_a_pronoun_after_set_speech_means_its_speaker(enrich: Enrich) -> None:
    text = 'Anna Holt, 22: "I voted no." She said the vote was late.'
    assert said(enrich, text) == [("Anna Holt", ["I voted no."]), ("Anna Holt", ["the vote was late"])]


def test_a_turn_ends_where_the_story_goes_on(enrich: Enrich) -> None:
    filler = "\n\n".join("The town lies by a wide river, and boats pass it in spring." for _ in range(30))
    text = f"Anna Holt: I am ready.\n\nJohn Feld: Are you?\n\n{filler}"
    assert max(b - a for s in enrich(text).statements for a, b in s.spans) < 30
    assert len(said(enrich, text)) == 2


@pytest.mark.parametrize("piece", ["A, ", "Q: ", "A (", "Anna Holt, ", "- ", '"A" - ', 'Anna: "', "A. A. "])
def test_a_hostile_line_takes_no_time(enrich: Enrich, piece: str) -> None:
    text = "\n".join(piece * (5_000 // len(piece)) for _ in range(20))
    assert enrich(text).text == text
