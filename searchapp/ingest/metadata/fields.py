"""What one place (a header, a sidecar, a page's metadata) says about a story, and how its values are cleaned.

Pure. Must not know which place outranks which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from searchapp.model import EntityKind

FieldName = Literal["id", "title", "outlet", "published", "url", "byline", "language", "section"]
FIELD_NAMES: tuple[FieldName, ...] = get_args(FieldName)
FETCHED = "fetched"
"""In a sidecar the key of what the program noted when it fetched the file, and the origin of what stands there."""
_LONGEST = 1000
_BEFORE_OUTLETS = (" - ", " | ", " – ", " — ")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]+")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Capture:
    """How a file was fetched: the moment, the encoding its site named, and what was told of it then."""

    moment: str = ""
    charset: str = ""
    values: Mapping[FieldName, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fields:
    """The values found in one place, as written there; `origin` is that place's name.

    `odd` are values that can be none of their field's (a list for a date), as they may be shown.
    The sidecar of what was fetched has its `capture` besides, whose values rank below all that the story says.
    """

    origin: str
    values: Mapping[FieldName, str] = field(default_factory=dict)
    entities: Mapping[EntityKind, tuple[str, ...]] = field(default_factory=dict)
    odd: Mapping[str, str] = field(default_factory=dict)
    capture: Capture | None = None

    @property
    def charset(self) -> str:
        """The encoding that the file is in, where the site that it is from named one."""
        return self.capture.charset if self.capture else ""


def one_line(written: str) -> str:
    """The value as one line without control characters, shortened where it is absurdly long."""
    line = " ".join(_CONTROLS.sub(" ", written[: 4 * _LONGEST]).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def byline_of(written: str) -> str | None:
    """The byline without its "By", or None."""
    return re.sub(r"^by[:\s]\s*", "", one_line(written), flags=re.IGNORECASE) or None


def without_outlet(title: str, outlet: str) -> str:
    """A title without the name of its outlet behind it, as those have it who collect from many outlets."""
    for mark in _BEFORE_OUTLETS:
        if outlet and title.endswith(mark + outlet) and len(title) > len(mark + outlet):
            return title.removesuffix(mark + outlet)
    return title


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """The values cleaned, without empty ones and repetitions, in their order."""
    return tuple(dict.fromkeys(line for line in map(one_line, values) if line))


def language_of(written: str) -> str | None:
    """The primary language of a tag such as "en-GB" or "pt_BR", in lower case, or None."""
    found = _LANGUAGE.fullmatch(written.strip())
    return found[1].lower() if found else None
