"""What is laid over an archive: what people decided (which names are one, what was found wrong), whether the
program decides on names that the archive itself shows to be one person's, and what comparing found. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from searchapp.collections.tags import Tags
from searchapp.compare.compared import Compared
from searchapp.curation.authority import Authority
from searchapp.curation.corrections import Corrections
from searchapp.facets import Called


@dataclass(frozen=True, slots=True)
class Decisions:
    """The names file, the corrections, the tags and what was compared, in force together; none at all by default.

    Where `resolving`, the program's own decisions (`curation.bearers`) are laid over as well, below people's.
    """

    authority: Authority = Authority()
    corrections: Corrections = Corrections()
    tags: Tags = Tags()
    compared: Compared = Compared()
    resolving: bool = False

    def under(self, authority: Authority) -> Self:
        """The same under another names file."""
        return replace(self, authority=authority)

    @property
    def given(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The values that stories are given from outside, by facet and story."""
        return {"tag": self.tags.by_story, **self.compared.given}

    @property
    def called(self) -> Called:
        """What a facet's values are called, where that is not what they are."""
        return self.compared.called
