"""The page that says what went wrong."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.ui.parts import (
    SearchBox,
)


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong, and what to do next; `command` is to be typed into a terminal."""

    title: str
    box: SearchBox
    status: int
    message: str
    hint: str
    command: str = ""
