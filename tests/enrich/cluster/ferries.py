"""Invented stories in which people speak, of every kind that a worker has to give back as it was found here."""

from __future__ import annotations

from searchapp.ingest.language import with_language
from searchapp.model import Story

_TOWNS = ("Aru", "Belmar", "Corvane", "Dunsel")
_PEOPLE = ("Mara Quill", "Tobin Ashe", "Ines Varga")
_OUTLETS = ("Aru Gazette", "Harbour Post", None)
_GERMAN = (
    "Die Fähre nach Belmar ist am Morgen nicht ausgelaufen, weil der Wind im Hafen zu stark war. Ein Sprecher der "
    "Stadt sagte, man wolle bis zum Abend warten und dann noch einmal neu entscheiden."
)
_ODD = ("", "?", "Half a letter \ud83d stands here, Mara Quill said.", "x" * 3_000, _GERMAN)
RAISES, ENDS = "Zzyzx", "Qquorl"
"""Towns on which the workers of tests fail: by an error, and by their own end."""


def ferries(number: int) -> list[Story]:
    """So many stories with statements, and a few odd ones."""
    told = [_ferry(n) for n in range(number)]
    odd = [Story(f"odd-{n}", text, source=f"odd/{n}.txt") for n, text in enumerate(_ODD) if text]
    return [with_language(story) for story in (*told[: number // 2], *odd, *told[number // 2 :])]


def poisoned(town: str) -> Story:
    """A story on which workers fail."""
    return Story(town, f"The ferry to {town} sailed, Mara Quill said.", language="en", source=f"{town}.txt")


def _ferry(n: int) -> Story:
    text = (
        f'The ferry to {_TOWNS[n % 4]} sailed on day {n}. "The harbour is open," {_PEOPLE[n % 3]} said. '
        f"{_PEOPLE[(n + 1) % 3]} told reporters that {n} fishing boats had left the harbour before the storm."
    )
    title = f"Ferry of {_TOWNS[n % 4]}, day {n}" if n % 5 else None
    return Story(f"s{n}", text, title, _OUTLETS[n % 3], source=f"ferries/{n}.txt")
