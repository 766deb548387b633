"""The value between finding names and linking them."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.model import EntityKind


@dataclass(frozen=True, slots=True)
class Spot:
    """A span that names something, and what kind of thing."""

    start: int
    end: int
    kind: EntityKind
