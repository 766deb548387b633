"""What the command line shows and hears at work: a progress bar, and Ctrl-C or SIGTERM as a request to finish."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from tqdm import tqdm


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    bar = tqdm(leave=False, dynamic_ncols=True)

    def show(what: str, done: int, total: int) -> None:
        bar.set_description(what, refresh=False)
        bar.total = total or None
        bar.n = done
        bar.refresh() if done == total else bar.update(0)

    try:
        yield show
    finally:
        bar.close()


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed, or SIGTERM came; a second time it stops the program at once."""
    pressed = False

    def press(signum: int, frame: object) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        click.echo("\nStopping: what was done so far is published. Press Ctrl-C again to drop it.", err=True)

    before = {signum: signal.signal(signum, press) for signum in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: pressed
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)
