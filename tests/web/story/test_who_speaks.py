"""Who speaks in a story, in the rail beside it."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from tests.engines.certainty_contract import canal
from tests.stories import said as heard
from tests.stories import story
from tests.web.test_pages import said, soup


def test_those_without_a_name_stand_once_however_their_sentence_begins(
    make_client: Callable[..., FlaskClient],
) -> None:
    text = (
        "Critics said the levy was late. It was high, critics said. Reeve said it was fair, REEVE said it was law."
    )
    client = make_client(
        story(
            "levy", text, title="Levy",
            statements=(
                heard(text, "the levy was late", "Critics", speaker_kind="unnamed"),
                heard(text, "It was high", "critics", speaker_kind="unnamed"),
                heard(text, "it was fair", "Reeve"), heard(text, "it was law", "REEVE"),
            ),
        )
    )  # fmt: skip
    page = soup(client, "/story/levy")
    assert said(page, ".speaker > summary") == ["Reeve 1", "REEVE 1", "Critics unnamed 2"]


def test_what_nobody_said_is_not_told_as_said(make_client: Callable[..., FlaskClient]) -> None:
    page = soup(make_client(*canal()), "/story/lock")
    assert {str(run["title"]) for run in page.select(".text .told")} == {
        "Said by Edda Rask, told indirectly",
        "Said by Pim Oort, told directly, uncertain",
        "What Edda Rask declined to say, told indirectly",
        "Denied by Edda Rask and Jory Sand, told indirectly",
    }
