"""What a citation is made of: a story, or a sentence of it with who speaks there. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from searchapp.model import Offsets, Statement, Story


@dataclass(frozen=True, slots=True)
class Cited:
    """A story that is cited, or with `sentence` a passage of it, or with `statement` what somebody says in it.

    `link` is the archive's own permanent link to it, whole, with the host it was asked at; `accessed` is the day
    of that.
    """

    story: Story
    link: str = ""
    accessed: date | None = None
    sentence: Offsets | None = None
    statement: Statement | None = None

    @property
    def words(self) -> str:
        """The words that are quoted: the statement's own, or else the sentence; "" of a whole story."""
        if self.statement is not None:
            return self.story.words_of(self.statement)
        return self.story.text[slice(*self.sentence)] if self.sentence else ""
