"""What connections may cost: how many there are, how long each may take, and in which threads it is answered.

Waitress reads requests in one loop, without a thread for each, and answers them in a few threads; here are the
limits that it lacks. This module knows sockets and threads; it must not know a URL, nor what the application is.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import Error
from waitress.wasyncore import close_all, dispatcher, poll2

Lane = Literal["quick", "export", "change"]
LaneOf = Callable[[str, str], Lane]
"""(method, path) -> the lane in which a request is answered."""

MOST_OPEN = 400
"""Connections; for one more, that which waited longest is closed. A process may often have 1,024 files open."""
ACCEPTED_AT_ONCE = 64
REQUEST_SECONDS = 20.0
"""How long a request may take to arrive whole."""
IDLE_SECONDS = 60.0
"""How long a connection may stay open between two requests."""
STALLED_SECONDS = 60.0
"""How long a client may take nothing of an answer that is ready."""
LINGER_SECONDS = 2.0
"""How long more is read, and forgotten, of a request that was refused, so that its client gets to see why."""
ARRIVING_SECONDS = 2.0
"""How long a request that is arriving while the server ends is waited for."""
LOOK_SECONDS = 2
"""Between two looks at what takes too long."""
EXPORT_THREADS = 2
CHANGE_THREADS = 2
MOST_WAITING = 32
"""Requests that wait in a lane beside the quick one; those that come then are told to come again."""
RETRY_SECONDS = 10


class _Busy(Error):  # type: ignore[misc]  # waitress has no types
    """What is answered where a lane is full."""

    code = 503
    reason = "Service Unavailable"

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Status, headers and body, as waitress wants them."""
        status, headers, body = super().to_response(ident)
        return status, [*headers, ("Retry-After", str(RETRY_SECONDS))], body


class Connection(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when the server has waited for its client."""

    close_when_flushed: bool

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.waiting_since = time.monotonic()
        self._answered = False
        self._refused = False
        self._lingering = False
        super().__init__(*arguments, **named)

    @property
    def waits(self) -> bool:
        """Whether it is the client's turn: nothing is being answered, and nothing is left to send."""
        return not self.requests and not self.total_outbufs_len

    @property
    def arriving(self) -> bool:
        """Whether a part of a request is here."""
        return self.request is not None and not self._lingering

    def overdue(self) -> bool:
        """Whether the server has waited for its client for too long."""
        if not self.waits:
            return bool(self.total_outbufs_len) and time.time() - self.last_activity > STALLED_SECONDS
        waited = time.monotonic() - self.waiting_since
        if self._lingering:
            return waited > LINGER_SECONDS
        return waited > (REQUEST_SECONDS if self.arriving or not self._answered else IDLE_SECONDS)

    def received(self, data: bytes) -> bool:
        """Take what came; the time of a request begins with its first byte."""
        if self._lingering:
            return False
        if self.request is None:
            self.waiting_since = time.monotonic()
        return bool(super().received(data))

    def send_continue(self) -> None:
        """Ask for the body, unless the request is refused already."""
        if not self.request.error:
            super().send_continue()

    def write_soon(self, data: bytes) -> int:
        """Send a part of an answer, or keep it until its client takes it; how long it waits counts from now."""
        if not self.total_outbufs_len:
            self.last_activity = time.time()
        return int(super().write_soon(data))

    def service(self) -> None:
        """Answer a request; after that the next one is awaited."""
        self._refused = bool(self.requests[0].error)
        super().service()
        self._answered = True
        self.waiting_since = time.monotonic()

    def handle_write(self) -> None:
        """Send what is ready; after a refusal close our end only, or a client that still sends would lose it."""
        if not (self._refused and self.close_when_flushed):
            super().handle_write()
            return
        self._flush_exception(self._flush_some)
        if self.will_close:
            self.handle_close()
        elif not self.total_outbufs_len:
            self.close_when_flushed = False
            self._lingering = True
            self.waiting_since = time.monotonic()
            with suppress(OSError):  # The client is gone.
                self.socket.shutdown(socket.SHUT_WR)


class Lanes:
    """Threads in which requests are answered, apart for those that may take long; a dispatcher for waitress."""

    def __init__(self, lane_of: LaneOf, *, threads: int) -> None:
        self._lane_of = lane_of
        self._lanes: dict[Lane, Any] = {}
        sizes: tuple[tuple[Lane, int], ...] = (
            ("quick", threads),
            ("export", EXPORT_THREADS),
            ("change", CHANGE_THREADS),
        )
        for lane, size in sizes:
            self._lanes[lane] = ThreadedTaskDispatcher()
            self._lanes[lane].set_thread_count(size)

    def add_task(self, connection: Connection) -> None:
        """Have a connection's next request answered in its lane."""
        request = connection.requests[0]
        lane = "quick" if request.error else self._lane_of(request.command, request.path)
        if lane != "quick" and len(self._lanes[lane].queue) >= MOST_WAITING:
            request.error = _Busy("Too much of this kind is being done just now. Try again in a moment.")
            lane = "quick"
        self._lanes[lane].add_task(connection)

    def shutdown(self) -> None:
        """Let the threads end after what they are doing; what waits is not begun."""
        for lane in self._lanes.values():
            lane.shutdown(timeout=0.1)


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Waitress on one listening socket, within the limits above; a body of `most_body` bytes is taken at most."""

    channel_class = Connection

    def __init__(
        self, app: Any, listener: socket.socket, lane_of: LaneOf, *, threads: int, most_body: int
    ) -> None:
        adjustments = Adjustments(
            sockets=[listener],
            ident="searchapp",
            max_request_body_size=most_body + 1,
            connection_limit=MOST_OPEN + 100,  # Never reached: waitress would take no more connections at all.
            cleanup_interval=LOOK_SECONDS,
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=True,
        )
        place = listener.family, listener.type, listener.proto, listener.getsockname()
        super().__init__(
            app,
            map={},
            _sock=listener,
            dispatcher=Lanes(lane_of, threads=threads),
            adj=adjustments,
            sockinfo=place,
            bind_socket=False,
        )

    def handle_accept(self) -> None:
        """Take the connections that are here; of too many, close those that have waited for a request longest."""
        for _ in range(ACCEPTED_AT_ONCE):
            before = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) == before:
                break
        too_many = len(self.active_channels) - MOST_OPEN
        if too_many > 0:  # Only now, as a number that is free again could be given to one that comes.
            waiting = [c for c in self.active_channels.values() if c.waits]
            for connection in sorted(waiting, key=lambda c: c.waiting_since)[:too_many]:
                connection.handle_close()

    def maintenance(self, now: float) -> None:
        """Close what takes too long; waitress calls this now and then."""
        for connection in list(self.active_channels.values()):
            if connection.overdue():
                connection.handle_close()

    def serve(self, stop: threading.Event) -> None:
        """Answer requests until told to stop; who sets `stop` calls `pull_trigger` too."""
        while not stop.is_set():
            poll2(1.0, self._map)

    def under_way(self) -> int:
        """How many connections are being answered."""
        return sum(not c.waits for c in self.active_channels.values())

    def finish(self, seconds: float) -> int:
        """Take no more connections and answer the requests that are here; returns how many were not in time."""
        dispatcher.close(self)
        begun = time.monotonic()
        while True:
            poll2(0.1, self._map)
            passed = time.monotonic() - begun
            for connection in list(self.active_channels.values()):
                if connection.waits and not (connection.arriving and passed < ARRIVING_SECONDS):
                    connection.handle_close()
            left = self.under_way()
            if passed > seconds or not self.active_channels:
                break
        self.task_dispatcher.shutdown()
        if not left:  # What is cut off may still want to wake the loop.
            close_all(self._map, ignore_all=True)
        return left
