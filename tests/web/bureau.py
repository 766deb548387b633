"""A second set of stories for the pages about names and corrections: names spelled in several ways, a frame, lost
quotation marks, a sentence with two statements, and a name that is nobody's.

Raqqa is in a, b and d, Raqqah in c and d. Omar Alloush speaks in a (twice), b and c; Omar Aloush in d. Talal Silo
is in b, with title and initial too.
"""

from __future__ import annotations

from dataclasses import replace

from searchapp.model import FramePart, Story
from tests.stories import said, story
from tests.web.conftest import mention

LOST = (
    "RAQQA, Syria (Wire) - Omar Alloush denied to reporters that the deal covers foreign fighters.\n\n"
    "Read more: the road to Raqqa\n\n"
    "The buses will leave tonight, Omar Alloush said."
)
TWO = "Omar Alloush said the buses had left, and Talal Silo said they had not. Both spoke in Raqqa."
THIRD = "The deal holds in Raqqah, Omar Alloush said. The United Nations was not told."
FOURTH = "Raqqa or Raqqah? Omar Aloush said both are right. The UN did not comment. May was a hard month."


def bureau() -> list[Story]:
    """The four stories."""
    denied = said(
        LOST,
        "the deal covers foreign fighters",
        "Omar Alloush",
        cue="denied",
        verb="denies",
        addressee="reporters",
    )
    start = LOST.index("RAQQA")
    more = LOST.index("Read more")
    first = said(TWO, "the buses had left", "Omar Alloush", cue="said")
    second = said(TWO, "they had not", "Talal Silo", cue="said")
    sentence = (0, TWO.index(".") + 1)
    return [
        story(
            "a", LOST, title="Denied", outlet="Euphrates Wire", published="2017-10-13", quotes_lost=True,
            frame=(
                FramePart("dateline", start, LOST.index("Omar")),
                FramePart("link", more, LOST.index("\n\n", more)),
            ),
            statements=(
                replace(denied, sentence=(LOST.index("Omar"), LOST.index("\n\n"))),
                said(LOST, "The buses will leave tonight", "Omar Alloush", cue="said", mode="indirect"),
            ),
            mentions=(
                mention(LOST, "Omar Alloush", "person"),
                mention(LOST, "Raqqa", "place"),
            ),
        ),
        story(
            "b", TWO, title="Two accounts", outlet="Gulf Ledger", published="2017-10-14",
            statements=(
                replace(first, sentence=sentence),
                replace(second, sentence=sentence),
            ),
            mentions=(
                mention(TWO, "Omar Alloush", "person"), mention(TWO, "Talal Silo", "person"),
                mention(TWO, "Raqqa", "place"),
            ),
            entities={"person": ("Commander Talal A. Silo",)},
        ),
        story(
            "c", THIRD, title="It holds", outlet="Gulf Ledger", published="2017-10-16",
            statements=(said(THIRD, "The deal holds in Raqqah", "Omar Alloush", cue="said"),),
            mentions=(
                mention(THIRD, "Omar Alloush", "person"), mention(THIRD, "Raqqah", "place"),
                mention(THIRD, "United Nations", "organization"),
            ),
        ),
        story(
            "d", FOURTH, title="How it is spelled",
            statements=(said(FOURTH, "both are right", "Omar Aloush", cue="said"),),
            mentions=(
                mention(FOURTH, "Omar Aloush", "person"), mention(FOURTH, "Raqqa", "place"),
                mention(FOURTH, "Raqqah", "place"), mention(FOURTH, "UN", "organization"),
                mention(FOURTH, "May", "person"),
            ),
        ),
    ]  # fmt: skip
