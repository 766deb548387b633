"""How it went with one address: what was got, or why nothing was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from searchapp.errors import SearchAppError


class Refused(SearchAppError):
    """What is not to be fetched: by a site's own rules, or by ours."""


class NotKept(Refused):
    """What was asked for and is no page that is read, or is too large."""


class Failed(SearchAppError):
    """What could not be had this time; it may go well another time."""


class Stopped(SearchAppError):
    """Somebody said to stop while there was a pause to be kept."""


How = Literal["fetched", "changed", "unchanged", "refused", "failed", "noted"]
"""New; there, and something else now; there, and the same; see the errors above; only to be said."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one address: `path` is where its page lies, `reason` why nothing came, or what is odd of it.

    What is `lasting` will be the same another time.
    """

    how: How
    url: str
    path: Path | None = None
    reason: str = ""
    lasting: bool = False
