"""What a page shows of stories that tell the same."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.ui.parts import Link


@dataclass(frozen=True, slots=True)
class Other:
    """Another story of the same event, or with words of this one: `shares` says how many of these it has.

    `compare` leads to both side by side.
    """

    outlet: Link
    day: Link
    story: Link
    shares: str
    compare: str
