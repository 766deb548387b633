"""A list as it is asked for: what stands in it, how a line is read, and the address that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlencode

from searchapp.archive.batch.lists import texts_in
from searchapp.model import RECORD_KINDS, RecordKind
from searchapp.query.tree import Everything, Field, Phrase
from searchapp.text.wording import number
from searchapp.web.question import Question
from searchapp.web.search_state import SearchState
from searchapp.web.services import services

Reading = Literal["typed", "phrase", "speaker"]
READINGS: tuple[Reading, ...] = get_args(Reading)
MAX_LINES = 500
MAX_LINE = 500
"""Characters."""
MAX_ADDRESS = 2000
"""Characters of a list that is asked for by an address; a longer one is posted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A list; `kind` is what is counted by outlet."""

    text: str
    reading: Reading = "typed"
    kind: RecordKind = "story"

    @classmethod
    def of(cls, given: Mapping[str, str], text: str) -> Asked:
        """What a form or an address asks for; a choice that there is not is left at its default."""
        reading: Reading = next((r for r in READINGS if r == given.get("as")), "typed")
        kind: RecordKind = next((k for k in RECORD_KINDS if k == given.get("kind")), "story")
        return cls(text.replace("\r\n", "\n").strip("\n"), reading, kind)

    def address(self, path: str) -> str:
        """Where this list is asked for; "" where it is too long for that."""
        chosen = (("as", self.reading, "typed"), ("kind", self.kind, "story"))
        pairs = [("lines", self.text), *((name, value) for name, value, usual in chosen if value != usual)]
        address = f"{path}?{urlencode(pairs)}"
        return address if len(address) <= MAX_ADDRESS else ""

    def state(self, line: str) -> SearchState:
        """The search that a line stands for."""
        q = {
            "typed": line,
            "phrase": str(Phrase(line.strip('"“”'))),
            "speaker": str(Field("speaker", Phrase(line.strip('"“”')))),
        }[self.reading]
        return SearchState(kind=self.kind).with_query(q)


@dataclass(frozen=True, slots=True)
class Read:
    """A list as it was read: a question a line, each with its line's number and text, and what was not read."""

    lines: tuple[tuple[int, str, Question], ...]
    wrong: tuple[str, ...]


def read(asked: Asked) -> Read:
    """The questions of a list; BadRequest where it is a table without any."""
    texts, wrong = texts_in(asked.text, "The list") if asked.text.strip() else ([], [])
    lines: list[tuple[int, str, Question]] = []
    for at, text in texts[:MAX_LINES]:
        question, _ = services().ask(asked.state(text[:MAX_LINE]))
        if len(text) > MAX_LINE:
            wrong.append(f"Line {at} has more than {MAX_LINE} characters.")
        elif question.typed == Everything():
            wrong.append(f"Line {at} has no word to look for.")
        else:
            lines.append((at, text, question))
    if len(texts) > MAX_LINES:
        wrong.append(f"Only the first {MAX_LINES} of {number(len(texts))} lines were counted.")
    return Read(tuple(lines), tuple(wrong))
