"""An answer as lines of text, for a terminal. Knows results; prints nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.model import RecordKind, Statement
from searchapp.query.result import Hit, SearchResult, Span
from searchapp.text.wording import attributed, count_of, number, speakers_of

_MARK = ("\x1b[1;33m", "\x1b[0m")
_FACET_VALUES = 5


def listing(result: SearchResult, kind: RecordKind, notices: Sequence[str], *, color: bool) -> str:
    """The total, each hit in three lines or so, and the top values of each facet."""
    stories, statements = result.totals["story"], result.totals["statement"]
    once = f"{number(result.listed)} without reprints, " if result.listed < result.total else ""
    lines = [f"{count_of('story', stories)}, {once}{count_of('statement', statements)}", *notices, ""]
    for hit in result.hits:
        lines.extend(_hit(hit, color))
    for counts in result.facets:
        values = ", ".join(f"{v.label} {v.count}" for v in counts.values[:_FACET_VALUES])
        if values and not counts.goes_without_saying:
            lines.append(f"{counts.key:>13}: {values}{' …' if counts.distinct > _FACET_VALUES else ''}")
    return "\n".join(_printable(line) for line in lines) + "\n"


def _hit(hit: Hit, color: bool) -> list[str]:
    day = hit.published.isoformat() if hit.published else "no date"
    about = f"    {hit.outlet or 'unknown outlet'} · {day} · {hit.story_id}"
    if hit.statement:
        said = f"{_who(hit.statement)} ({_how(hit.statement)}): "
        return [said + _text(hit.snippet, color), about, ""]
    quotes = [f"    {_who(s)}: {_text(words, color)}" for s, words in hit.quotes]
    if hit.also:
        about += f" · also in {', '.join(one.outlet or 'an unknown outlet' for one in hit.also)}"
    return [_text(hit.title, color) or "(untitled)", about, *(quotes or [f"    {_text(hit.snippet, color)}"]), ""]


def _who(statement: Statement) -> str:
    before, verb = attributed(statement)
    return " ".join(filter(None, (before, speakers_of(statement), verb or ("" if before else "said"))))


def _how(statement: Statement) -> str:
    return f"{statement.mode}, uncertain" if statement.uncertain else statement.mode


def _text(spans: tuple[Span, ...], color: bool) -> str:
    return "".join(f"{_MARK[0]}{s.text}{_MARK[1]}" if s.hit and color else s.text for s in spans)


def _printable(line: str) -> str:
    """Without control characters, which could drive a terminal; our own colours stay."""
    kept = "".join(c if c.isprintable() or c in "\x1b" else " " for c in line)
    return kept.replace("\x1b", "") if _MARK[0] not in line else kept
