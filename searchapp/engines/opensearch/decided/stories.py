"""Whole stories under corrections; those worked out last are kept."""

from __future__ import annotations

from collections.abc import Iterable

from searchapp.engines.kept import Kept
from searchapp.engines.opensearch.answer.stories import Stories
from searchapp.engines.opensearch.decided.corrected import CorrectedStory, Correcting
from searchapp.model import Statement, Story

_KEPT = 500


class CorrectedStories:
    """The stories of a generation under corrections; safe to share between threads."""

    def __init__(self, found: Stories, correcting: Correcting) -> None:
        self._found, self._correcting = found, correcting
        self._kept: Kept[str, CorrectedStory] = Kept(_KEPT, lambda _: 1)

    def read(self, ids: Iterable[str]) -> dict[str, Story]:
        """The stories of these ids as corrected; unknown ones are left out."""
        return {id: self._corrected(found).story for id, found in self._found.read(ids).items()}

    def statement(self, id: str, ordinal: int) -> Statement:
        """A statement of a story that was read, by its place in the story as it was found."""
        corrected = self._corrected(self._found.read([id])[id])
        return corrected.story.statements[corrected.kept.index(ordinal)]

    def _corrected(self, found: Story) -> CorrectedStory:
        corrected = self._kept.get(found.id)
        if corrected is None:
            corrected = self._correcting.story(found)
            self._kept.keep(found.id, corrected)
        return corrected
