"""A quotation within a quotation is a part of it: one statement, whole, of whoever says the outer one."""

from __future__ import annotations

import pytest

from tests.enrich.conftest import Enrich

NESTED = (
    ("""'She told me, "Take the early boat," and I took it,' said Jonas Feld.""", "Jonas Feld"),
    ("""'"Take the boat," she told me, and I took it,' Jonas Feld said.""", "Jonas Feld"),
    ("""'I told her, "Take the boat,"' Jonas Feld said.""", "Jonas Feld"),
    ("""Jonas Feld said: 'I told her, "Take the boat."' The room was silent.""", "Jonas Feld"),
    ("""‘They asked: “Who are you?” We had no answer,’ Petra Lang told the court.""", "Petra Lang"),
    (""""She told me, "Take the early boat," and I took it," Petra Lang said.""", "Petra Lang"),
    (""""She told us, "Run!" and "Hide!" and we did," Petra Lang said.""", "Petra Lang"),
    ("“She told me, “Take the early boat,” and I took it,” Petra Lang said.", "Petra Lang"),
    ("“She told me, ‘Take the early boat,’ and I took it,” Petra Lang said.", "Petra Lang"),
    (""""'Take the boat,' she told me, and I took it," said Petra Lang.""", "Petra Lang"),
    ("«She told me “Take it”, so I did», Petra Lang said.", "Petra Lang"),
)


@pytest.mark.parametrize(("text", "speaker"), NESTED, ids=range(len(NESTED)))
def test_the_outer_quotation_is_one_statement(enrich: Enrich, text: str, speaker: str) -> None:
    (statement,) = enrich(text).statements
    marks = " ,.:"
    outer = text.partition(speaker)
    words = outer[2].partition(": ")[2].partition(" The room")[0] if outer[2].count(":") else outer[0]
    words = words.removesuffix(" said ").strip(marks).removesuffix("said").strip(marks)[1:-1].strip(",")
    assert (statement.speaker, statement.mode) == (speaker, "direct")
    assert [text[a:b] for a, b in statement.spans] == [words]


ITS_OWN = (
    (
        """'She said, "Take the boat," and left,' said Jonas Feld. 'I took it.'""",
        [("Jonas Feld", ['She said, "Take the boat," and left', "I took it."])],
    ),
    (
        "“The first day was hard.\n\n“The second was worse. They said, ‘Sign here.’\n\n“We did,” Petra Lang said.",
        [("Petra Lang", ["The first day was hard.", "The second was worse. They said, ‘Sign here.’", "We did"])],
    ),
    (
        "'The first day was very hard for us.\n\n'The second was worse,' Petra Lang said.",
        [("Petra Lang", ["The first day was very hard for us.", "The second was worse"])],
    ),
    (
        '"The road is closed," said Jonas Feld.\n\n"We waited a week.\n\n"Nobody came," Petra Lang said.',
        [("Jonas Feld", ["The road is closed"]), ("Petra Lang", ["We waited a week.", "Nobody came"])],
    ),
    (
        'Jonas Feld spoke. "The road is closed," he said. "We wait.\n\n"It is cold.\n\n"We are tired," he added.',
        [("Jonas Feld", ["The road is closed", "We wait.", "It is cold."]), ("Jonas Feld", ["We are tired"])],
    ),
    (
        """The '80s songs, "Rain" and "Snow," were the sailors' favourites, Petra Lang said.""",
        [("Petra Lang", ["""The '80s songs, "Rain" and "Snow," were the sailors' favourites"""])],
    ),
    (
        '"The boat is late, Jonas Feld said. "It will come."',
        [("Jonas Feld", ["The boat is late", "It will come."])],
    ),
    (
        'The 6" pipe and the 8" pipe were "far too old," Petra Lang said.',
        [("Petra Lang", ['The 6" pipe and the 8" pipe were "far too old,"'])],
    ),
)


@pytest.mark.parametrize(("text", "said"), ITS_OWN, ids=range(len(ITS_OWN)))
def test_marks_that_open_again_or_stand_for_something_else(
    enrich: Enrich, text: str, said: list[tuple[str, list[str]]]
) -> None:
    found = enrich(text).statements
    assert [(s.speaker, [text[a:b] for a, b in s.spans]) for s in found] == said
