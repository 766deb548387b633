"""Around the results: facet panels, chips, the timeline, pages. Builds each link once; must not know an engine."""

from __future__ import annotations

from datetime import date

from searchapp.facets import BY_KEY, FACETS
from searchapp.model import RecordKind
from searchapp.query import Bucket, FacetCount, FacetCounts, Timeline
from searchapp.web.parts import Bar, Chip, Link, Pager, Panel, ValueRow, When
from searchapp.web.state import SearchState, filter_label
from searchapp.web.wording import count_of, number, range_label, short_day, stretch

WIDTH, HEIGHT = 248, 72
_GAP = 2
_SPEAKER_FIRST = ("speaker", "mode", "verb", "source")


def facet_order(kind: RecordKind) -> tuple[str, ...]:
    """Statements are asked by speaker first, stories as the table of facets has it."""
    shown = [f.key for f in FACETS if kind in f.shown_for]
    first = [k for k in _SPEAKER_FIRST if k in shown] if kind == "statement" else []
    return (*first, *(k for k in shown if k not in first))


def value_row(state: SearchState, key: str, value: FacetCount, *, about: str = "") -> ValueRow:
    """A value with its links: to choose it, to leave it out, or to undo either; and to its own page."""
    toggled = state.with_filter(key, value.value) if value.state == "any" else state.without(key, value.value)
    return ValueRow(
        label=value.label,
        count=number(value.count),
        state=value.state,
        toggle=toggled.url(),
        exclude=None if value.state == "not" else state.excluding(key, value.value).url(),
        known=bool(value.value),
        about=about,
    )


def unknown_value(state: SearchState, found: FacetCounts) -> tuple[FacetCount, ...]:
    """The records without any value, as a value of the facet, where that has a name and there are any."""
    called, chosen = BY_KEY[found.key].unknown, state.state_of(found.key, "")
    return (
        (FacetCount("", called, found.unknown, chosen),) if called and (found.unknown or chosen != "any") else ()
    )


def panels(state: SearchState, counts: tuple[FacetCounts, ...]) -> tuple[Panel, ...]:
    """The facets that have anything to choose."""
    out: list[Panel] = []
    for found in counts:
        facet = BY_KEY[found.key]
        if not found.values and not unknown_value(state, found):
            continue
        more = None
        if found.distinct > len(found.values):
            more = Link(
                f"All {number(found.distinct)} {facet.plural}…", state.with_page(1).url(f"/facet/{facet.key}")
            )
        rows = tuple(value_row(state, facet.key, v) for v in (*found.values, *unknown_value(state, found)))
        out.append(Panel(facet.key, facet.label, number(found.distinct), rows, more))
    return tuple(out)


def chips(state: SearchState) -> tuple[Chip, ...]:
    """The filters in force, what is left out last; a second chosen value of a facet begins with "or"."""
    out: list[Chip] = []
    seen: set[str] = set()
    for f in sorted(state.filters, key=lambda f: f.exclude):
        url = state.without(f.key, f.value).url()
        if f.exclude:
            out.append(Chip("not", filter_label(f), url, excluded=True))
        else:
            out.append(Chip("or" if f.key in seen else f"{BY_KEY[f.key].label}:", filter_label(f), url))
            seen.add(f.key)
    if state.undated:
        out.append(Chip("Date:", "no date", state.with_dates(None, None).url()))
    elif state.since or state.until:
        out.append(Chip("Date:", range_label(state.since, state.until), state.with_dates(None, None).url()))
    return tuple(out)


def when(state: SearchState, timeline: Timeline) -> When | None:
    """The timeline, or None where there is neither a date nor a story without one."""
    buckets = timeline.buckets
    if not buckets and not timeline.undated and not (state.since or state.until):
        return None
    undated = None
    if timeline.undated or state.undated:
        url = state.with_dates(None, None) if state.undated else state.without_date()
        undated = Link(f"no date ({number(timeline.undated)})", url.url(), current=state.undated)
    narrowed = bool(state.since or state.until or state.undated)
    return When(
        bars=_bars(state, buckets),
        width=WIDTH,
        height=HEIGHT,
        axis=axis(buckets),
        since=state.since.isoformat() if state.since else "",
        until=state.until.isoformat() if state.until else "",
        hidden=state.hidden("since", "until", "date"),
        undated=undated,
        clear=state.with_dates(None, None).url() if narrowed else None,
    )


def _bars(state: SearchState, buckets: tuple[Bucket, ...]) -> tuple[Bar, ...]:
    if not buckets:
        return ()
    step = WIDTH / len(buckets)
    gap = _GAP if step > 5 else 0.5 if step > 2 else 0
    tallest = max(b.count for b in buckets) or 1
    out: list[Bar] = []
    for i, bucket in enumerate(buckets):
        height = max(2.0, round(bucket.count / tallest * (HEIGHT - 1), 1)) if bucket.count else 0.0
        exactly = (state.since, state.until) == (bucket.first, bucket.last)
        target = state.with_dates(None, None) if exactly else state.with_dates(bucket.first, bucket.last)
        out.append(
            Bar(
                label=stretch(bucket.first, bucket.last),
                count=count_of(state.kind, bucket.count),
                url=target.url() if bucket.count else None,
                x=round(i * step, 2),
                y=round(HEIGHT - height, 1),
                width=round(step - gap, 2),
                height=height,
                chosen=_within(bucket, state),
            )
        )
    return tuple(out)


def _within(bucket: Bucket, state: SearchState) -> bool:
    """Whether the dates asked for reach into a bucket; all of them do when no date is asked for."""
    if state.undated:
        return False
    return bucket.last >= (state.since or date.min) and bucket.first <= (state.until or date.max)


def axis(buckets: tuple[Bucket, ...]) -> tuple[str, ...]:
    """The days under the first, the middle and the last bar; years alone where days are many."""
    if not buckets:
        return ()
    first, last = buckets[0].first, buckets[-1].last
    if first == last:
        return (short_day(first, year=True),)
    if (last - first).days > 800:
        return (str(first.year), str(last.year))
    year = first.year != last.year
    if len(buckets) < 5 or year:
        return short_day(first, year=year), short_day(last, year=year)
    return short_day(first), short_day(buckets[len(buckets) // 2].first), short_day(last, year=True)


def pager(
    state: SearchState, total: int, page_size: int, *, path: str | None = None, name: str = "page"
) -> Pager | None:
    """Links to the other pages of an answer; None where all is on one."""
    last = -(-total // page_size)
    if last <= 1:
        return None
    here = state.page

    def url(page: int) -> str:
        if path is None:
            return state.with_page(page).url()
        return f"{path}?{name}={page}" if page > 1 else path

    near = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)})
    pages: list[Link | None] = []
    for i, page in enumerate(near):
        if i and page - near[i - 1] > 1:
            pages.append(None)
        pages.append(Link(number(page), url(page), current=page == here))
    first = (here - 1) * page_size + 1
    return Pager(
        text=f"{number(first)}–{number(min(total, here * page_size))} of {number(total)}",
        previous=url(here - 1) if here > 1 else None,
        next=url(here + 1) if here < last else None,
        pages=tuple(pages),
    )
