"""What people decided about an archive: which names are one, and what was found wrong. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from searchapp.curation.authority import Authority
from searchapp.curation.corrections import Corrections


@dataclass(frozen=True, slots=True)
class Decisions:
    """The names file and the corrections in force together; none at all by default."""

    authority: Authority = Authority()
    corrections: Corrections = Corrections()

    def under(self, authority: Authority) -> Self:
        """The same corrections under another names file."""
        return replace(self, authority=authority)
