"""What the command line shows and hears at work: how far it is, and Ctrl-C or SIGTERM as a request to finish."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

STOPPING = "\nStopping: what was done so far is published. Press Ctrl-C again to drop it."
LINE_EVERY = 30.0
"""Seconds between the lines that tell of progress where there is no terminal."""


@contextmanager
def progress_bar(*, every: float = LINE_EVERY) -> Iterator[Callable[[str, int, int], None]]:
    """How far a run is, and the time left: a bar on a terminal, elsewhere a line now and then."""
    if not sys.stderr.isatty():
        yield _lines(every)
        return
    from tqdm import tqdm

    bar = tqdm(leave=False, dynamic_ncols=True)
    shown = ""

    def show(what: str, done: int, total: int) -> None:
        nonlocal shown
        if what != shown:
            shown = what
            bar.reset(total or None)
            bar.set_description(what)
        bar.total = total or None
        bar.update(done - bar.n)

    try:
        yield show
    finally:
        bar.close()


def _lines(every: float) -> Callable[[str, int, int], None]:
    shown, began, last = "", 0.0, 0.0

    def show(what: str, done: int, total: int) -> None:
        nonlocal shown, began, last
        now = time.monotonic()
        if what != shown:
            shown, began, last = what, now, now
        if total and now - last >= every:
            last = now
            left = f", about {_span((now - began) * (total - done) / done)} left" if done else ""
            click.echo(f"{what}: {done:,} of {total:,}{left}", err=True)

    return show


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return "a minute"
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


@contextmanager
def stoppable(said: str = STOPPING) -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed, or SIGTERM came, which is answered with `said`; a second time ends at once."""
    pressed = False

    def press(signum: int, frame: object) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        click.echo(said, err=True)

    before = {signum: signal.signal(signum, press) for signum in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: pressed
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)
