"""What was decided about an archive: by people which names are one and what was found wrong, and whether the
program decides on names that the archive itself shows to be one person's. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from searchapp.collections.tags import Tags
from searchapp.curation.authority import Authority
from searchapp.curation.corrections import Corrections


@dataclass(frozen=True, slots=True)
class Decisions:
    """The names file, the corrections and the tags in force together; none at all by default.

    Where `resolving`, the program's own decisions (`curation.bearers`) are laid over as well, below people's.
    """

    authority: Authority = Authority()
    corrections: Corrections = Corrections()
    tags: Tags = Tags()
    resolving: bool = False

    def under(self, authority: Authority) -> Self:
        """The same under another names file."""
        return replace(self, authority=authority)
