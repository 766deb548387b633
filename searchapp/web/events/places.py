"""Places in stories as links, and how one wording of a passage became another."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.collections.passages import passage_key
from searchapp.compare.changes import Change, word_changes
from searchapp.compare.same_words import Stretch
from searchapp.facets import BY_KEY
from searchapp.model import Offsets, Story
from searchapp.text.sentences import sentences
from searchapp.web.events.pages import Edit
from searchapp.web.ui.parts import Link
from searchapp.web.urls import passage_url

IN_ORDER_FROM = 0.7
"""The share of both wordings that must stand in one order in both for their edits to be readable word by word."""
_MARKED = {"only a": "gone", "only b": "new"}


class Places:
    """The sentences of the stories of one page, each story's found once."""

    def __init__(self) -> None:
        self._sentences: dict[str, tuple[Offsets, ...]] = {}

    def sentences(self, story: Story) -> tuple[Offsets, ...]:
        """All sentences of a story."""
        if story.id not in self._sentences:
            self._sentences[story.id] = tuple(sentences(story.text))
        return self._sentences[story.id]

    def sentence(self, story: Story, span: Offsets) -> str:
        """The permanent link of a sentence."""
        return passage_url(story.id, passage_key(story, span))

    def link(self, story: Story, span: Offsets) -> str:
        """The permanent link of the sentence in which something begins."""
        around = (s for s in self.sentences(story) if s[0] <= span[0] < s[1])
        return self.sentence(story, next(around, span))

    def of(self, stretch: Stretch) -> Link:
        """A stretch of a story by its outlet."""
        return Link(self.outlet(stretch.story), self.link(*stretch))

    def outlet(self, story: Story) -> str:
        """The outlet of a story as a page names it."""
        return story.outlet or BY_KEY["outlet"].unknown


def edits(words: str, other: str) -> tuple[Edit, ...]:
    """How words became others, which stand unmarked where little is left in order; nothing where none changed."""
    changes = word_changes(words, other)
    if all(change.kind == "same" for change in changes):
        return ()
    same = sum(len(change.text) for change in changes if change.kind == "same")
    if 2 * same < IN_ORDER_FROM * (len(words) + len(other)):
        return (Edit(other, ""),)
    return tuple(edit for change in changes for edit in _edit(change))


def _edit(change: Change) -> Iterator[Edit]:
    """A change as it is marked; the white space around its words is not."""
    if change.kind == "same":
        yield Edit(change.text if change.text[-1:].isspace() else change.in_b, "")
        return
    bare = change.text.strip()
    before, _, after = change.text.partition(bare) if bare else (change.text, "", "")
    yield Edit(before, "")
    yield Edit(bare, _MARKED[change.kind])
    yield Edit(after, "")
