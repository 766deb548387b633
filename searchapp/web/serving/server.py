"""Serves the web application, on the first free port from the wanted one on.

How connections and threads are limited is in `connections`, who is let in in `reach` and `web.security`.
"""

from __future__ import annotations

import gc
import logging
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from searchapp.config import Settings
from searchapp.errors import ConfigError, SearchAppError
from searchapp.web.serving.reach import guarded

PORTS_TRIED = 20
GARBAGE = 20_000
"""Objects made and still there at which Python looks for rings of them that nothing holds: a page makes thousands
and leaves none, and at its own 700 it looks several times a page."""
FINISH_SECONDS = 30.0
"""How long requests under way may go on when the server is told to end."""


def run(settings: Settings, *, say: Callable[[str], object]) -> None:
    """Serve until told to end, then finish what is under way. Of a port that is taken, the next one is tried.

    Raises ConfigError where the settings would let in others by mistake.
    """
    from searchapp.web import create_app
    from searchapp.web.route_marks import lane
    from searchapp.web.security import MAX_FILE
    from searchapp.web.serving.ahead import read_ahead
    from searchapp.web.serving.connections import Server

    if settings.hosts and not settings.public:
        say("Names of hosts count with --public only.")
    settings = guarded(settings)
    listener = _listen(settings, say)
    host, port = listener.getsockname()[:2]
    app = create_app(replace(settings, port=port))
    shown = f"[{host}]" if ":" in host else host
    say(f"Serving on http://{shown}:{port} (Ctrl-C stops it)")
    if settings.public:
        say(f"For anybody, to read only, as {', '.join(settings.hosts)}.")
    read_ahead(app)  # meanwhile connections wait in the listener's queue
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait a moment is no news
    logging.getLogger("waitress").addFilter(told_in_a_line)
    gc.set_threshold(GARBAGE)
    server = Server(app, listener, partial(lane, app), threads=settings.threads, most_body=MAX_FILE)
    stop = threading.Event()
    _on_end(stop, server.pull_trigger)
    server.serve(stop)
    if under_way := server.under_way():
        say(f"Finishing what is under way ({under_way}); once more ends it at once.")
    if cut := server.finish(FINISH_SECONDS):
        say(f"{cut} were not done in {FINISH_SECONDS:.0f} seconds and are cut off.")


def told_in_a_line(record: logging.LogRecord) -> bool:
    """Have an error of which all is known, met while a long answer was sent, logged without its stack."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, SearchAppError):
        record.msg, record.args, record.exc_info = f"{record.getMessage()}: {error.in_a_line}", (), None
    return True


def _on_end(stop: threading.Event, wake: Callable[[], object]) -> None:
    """Have Ctrl-C and SIGTERM set `stop`; the second of them ends the process."""
    heard = [s for s in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(s) is not signal.SIG_IGN]

    def end(number: int, frame: object) -> None:
        for known in heard:
            signal.signal(known, signal.SIG_DFL)
        stop.set()
        wake()

    for known in heard:
        signal.signal(known, end)


def _listen(settings: Settings, say: Callable[[str], object]) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    for port in range(settings.port, settings.port + PORTS_TRIED):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, port))
            listener.listen(1024)
        except (OSError, OverflowError) as error:
            listener.close()
            if not isinstance(error, PermissionError) and "in use" in str(error).lower():
                say(f"Port {port} is taken; trying {port + 1}.")
                continue
            raise ConfigError(
                f"Can't serve on {settings.host}:{port}: {error}.", hint="Choose another --host or --port."
            ) from error
        return listener
    raise ConfigError(
        f"Ports {settings.port} to {settings.port + PORTS_TRIED - 1} are all taken.", hint="Choose another --port."
    )
