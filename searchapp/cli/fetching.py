"""The commands that fetch, and the only ones that ask other sites for anything: `fetch` and `follow`."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from searchapp.cli.options import common
from searchapp.cli.program import archive_of, main, settings_of
from searchapp.cli.progress import progress_bar, stoppable
from searchapp.errors import DiskError, EngineUnavailable, IndexLocked

if TYPE_CHECKING:
    from searchapp.config import Settings
    from searchapp.ingest.fetch.outcome import Outcome
    from searchapp.ingest.fetch.visits import Visits

Command = TypeVar("Command", bound=Callable[..., Any])
TICK = 0.2
"""Seconds after which a pause looks whether Ctrl-C was pressed."""
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SHORTEST = 60
_STOPPING = "\nStopping: what was fetched so far is kept. Press Ctrl-C again to end at once."


class Span(click.ParamType[int]):
    """A stretch of time as typed, in seconds: 15m, 2h."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The seconds, or a complaint that says what is wanted."""
        found = re.fullmatch(r"([0-9]{1,6})\s*([smhd])", str(value).strip())
        seconds = int(found[1]) * _UNITS[found[2]] if found else 0
        if seconds < _SHORTEST:
            self.fail(f"{value!r} is no stretch of a minute or more, such as 15m, 2h or 1d.", param, ctx)
        return seconds


def going_out(command: Command) -> Command:
    """The options of what fetches."""
    for option in (
        click.option("--then-index", is_flag=True, help="Bring the index up to date with the corpus afterwards."),
        click.option("--allow-local", is_flag=True, help="Also fetch from this machine and its own network."),
        click.option("--corpus", metavar="DIR", help="Folder of stories that pages are saved in [corpus]."),
    ):
        command = option(command)
    return command


@main.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@going_out
@common
def fetch(urls: tuple[str, ...], allow_local: bool, then_index: bool, **options: Any) -> None:
    """Fetch web pages, and save them in the corpus with a file beside each that says where it is from.

    What a site's robots.txt does not allow is not fetched. A page that was fetched before is written again only if
    it has changed since.
    """
    from searchapp.ingest.fetch.pages import fetch_page

    settings = settings_of(options)
    with stoppable(_STOPPING) as stop:
        visits = _visits(settings, allow_local, stop)
        found = (fetch_page(visits, url, corpus=settings.corpus) for url in dict.fromkeys(urls) if not stop())
        good = _told(found, stop, next_step=_next_step(settings, then_index))
        if then_index and not stop():
            good = _index(options, stop) and good
    if not good:
        sys.exit(1)


@main.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEED…")
@click.option(
    "--every", type=Span(), metavar="TIME", help="Go on until stopped, and look again after each 15m, 2h or 1d."
)
@going_out
@common
def follow(feeds: tuple[str, ...], every: int | None, allow_local: bool, then_index: bool, **options: Any) -> None:
    """Fetch the pages of new entries in feeds (RSS, Atom), and save them in the corpus.

    FEED is the web address of an RSS or Atom feed. Each page is fetched once; one that fails is tried again with
    the next run. Without --every the feeds are looked at once.
    """
    settings = settings_of(options)
    with stoppable(_STOPPING) as stop:
        visits = _visits(settings, allow_local, stop)
        while True:
            found = _followed(dict.fromkeys(feeds), visits, settings, stop)
            good = _told(found, stop, next_step=_next_step(settings, then_index))
            if then_index and not stop():
                good = _index(options, stop, goes_on=every is not None) and good
            if every is None or not waited(every, stop):
                break
    if not good:
        sys.exit(1)


def waited(seconds: float, stop: Callable[[], bool]) -> bool:
    """Wait; False where somebody said to stop meanwhile."""
    until = time.monotonic() + seconds
    while not stop():
        if (left := until - time.monotonic()) <= 0:
            return True
        time.sleep(min(TICK, left))
    return False


def _visits(settings: Settings, allow_local: bool, stop: Callable[[], bool]) -> Visits:
    from searchapp.ingest.fetch.visits import Clock, Visits

    clock = Clock(wait=lambda seconds: waited(seconds, stop))
    return Visits(settings.user_agent, allow_local=allow_local, clock=clock)


def _followed(
    feeds: Iterable[str], visits: Visits, settings: Settings, stop: Callable[[], bool]
) -> Iterable[Outcome]:
    from searchapp.ingest.fetch.following import FeedMemory, follow, load_memory, save_memory

    remembered = load_memory(settings.data)
    for url in feeds:
        if stop():
            return
        memory = remembered.get(url, FeedMemory())
        yield from follow(visits, url, corpus=settings.corpus, memory=memory)
        save_memory(settings.data, {url: memory})


def _next_step(settings: Settings, then_index: bool) -> str:
    return "" if then_index else f"To find them in the archive: searchapp index {settings.corpus}"


def _told(outcomes: Iterable[Outcome], stop: Callable[[], bool], *, next_step: str) -> bool:
    """Tell what became of each address, how many of each there are and what to do; whether all could be had."""
    from searchapp.ingest.fetch.outcome import Stopped

    counted: Counter[str] = Counter()
    try:
        for outcome in outcomes:
            counted[outcome.how] += 1
            _tell(outcome)
            if stop():
                break
    except Stopped:
        pass
    fetched = counted["fetched"] + counted["changed"]
    changed = f" ({counted['changed']:,} changed)" if counted["changed"] else ""
    numbers = ", ".join(f"{counted[how]:,} {how}" for how in ("unchanged", "refused", "failed"))
    click.echo(f"{fetched:,} fetched{changed}, {numbers}." + (" Stopped early." if stop() else ""))
    if fetched and next_step:
        click.echo(next_step)
    return not counted["refused"] and not counted["failed"]


def _tell(outcome: Outcome) -> None:
    if outcome.path and outcome.how in ("fetched", "changed"):
        click.echo(f"{outcome.how} {_printable(str(outcome.path))}")
    elif outcome.reason:
        click.echo(f"{_printable(outcome.url)}: {_printable(outcome.reason)}.", err=True)


def _printable(line: str) -> str:
    """What a site said, without what could drive a terminal."""
    return "".join(c if c.isprintable() else " " for c in line)


def _index(options: dict[str, Any], stop: Callable[[], bool], *, goes_on: bool = False) -> bool:
    """Bring the index up to date with the corpus; whether all of that could be done.

    What may be gone the next time is only told where the command goes on.
    """
    from searchapp.archive.indexing.run_report import remarks, summary

    archive = archive_of(options)
    if not archive.settings.corpus.is_dir():
        return True  # nothing was ever fetched
    try:
        with archive, progress_bar() as progress:
            report = archive.index(progress=progress, stop=stop, say=partial(click.echo, err=True))
    except (DiskError, EngineUnavailable, IndexLocked) as error:
        if not goes_on:
            raise
        click.echo(f"searchapp: {error}", err=True)
        return False
    click.echo(summary(report, archive.settings.place))
    for line in remarks(report):
        click.echo(line, err=True)
    return report.is_done
