"""Visits to sites, politely: what robots.txt allows, with a pause between two pages, and nothing twice.

Every step of a redirect is checked like the first. The clock comes from outside, so that a pause can be ended.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from protego import Protego

from searchapp.ingest.fetch.addresses import Address, numbers_of, read_address
from searchapp.ingest.fetch.outcome import Failed, NotKept, Refused, Stopped
from searchapp.ingest.fetch.request import FetchLimits, Reply, ask

PAUSE = 1.0
"""Seconds between two requests to a host, where its robots.txt names no more."""
LONGEST_PAUSE = 120.0
LEFT_ALONE = 300.0
"""Seconds for which a host is left alone that asks for fewer requests and does not say for how long."""
RULES_HOLD = 24 * 3600.0
RULES_LACK = 600.0
"""Seconds after which robots.txt is asked for again: where it was had, and where it was not."""
RULES_CAP = 500_000
REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_UNCHANGED = 304
_BUSY = frozenset({429, 503})
_ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml;q=0.9,*/*;q=0.1"


def _slept(seconds: float) -> bool:
    time.sleep(seconds)
    return True


@dataclass(frozen=True, slots=True)
class Clock:
    """How late it is, in seconds, and a wait: False where somebody said to stop meanwhile."""

    now: Callable[[], float] = time.monotonic
    wait: Callable[[float], bool] = _slept


@dataclass(frozen=True, slots=True)
class Seen:
    """By what a site tells that nothing is new: what it gave with an earlier answer."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """An answer to be kept: from where it came in the end; None for `reply` where nothing is new."""

    url: str
    reply: Reply | None


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a site's robots.txt says, until when that holds; `lacking` says why it could not be had."""

    until: float
    text: Protego | None = None
    lacking: str = ""


@dataclass(slots=True)
class _Host:
    last: float = -math.inf
    closed_until: float = -math.inf


@dataclass(slots=True)
class Visits:
    """All visits of a run; `user_agent` says who asks, its first word by which name robots.txt may speak of it."""

    user_agent: str
    allow_local: bool = False
    limits: FetchLimits = field(default_factory=FetchLimits)
    clock: Clock = field(default_factory=Clock)
    _rules: dict[str, _Rules] = field(default_factory=dict)
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def get(self, url: str, *, seen: Seen | None = None) -> Visit:
        """The answer to an address, redirects followed; raises Refused, Failed or Stopped."""
        headers = {"User-Agent": self.user_agent, "Accept": _ACCEPT}
        if seen and seen.etag:
            headers["If-None-Match"] = seen.etag
        if seen and seen.modified:
            headers["If-Modified-Since"] = seen.modified
        address = read_address(url)
        for _ in range(REDIRECTS + 1):
            reply = self._ask_allowed(address, headers)
            if reply.status in _MOVED and (target := reply.header("Location")):
                address = read_address(target, base=address.url)
                continue
            if reply.status == _UNCHANGED and seen:
                return Visit(address.url, None)
            if reply.status != 200:
                raise Failed(f"the site answers with {reply.status}")
            return Visit(address.url, reply)
        raise Failed(f"it leads on more than {REDIRECTS} times")

    def _ask_allowed(self, address: Address, headers: dict[str, str]) -> Reply:
        """Ask where robots.txt allows it, after the pause that is due; once more where the site says when."""
        numbers = numbers_of(address, allow_local=self.allow_local)
        rules = self._rules_of(address)
        name = self.user_agent.split()[0].partition("/")[0]
        if rules.text and not rules.text.can_fetch(address.url, name):
            raise Refused(f"robots.txt of {address.netloc} does not allow it")
        delay = max(PAUSE, (rules.text and rules.text.crawl_delay(name)) or 0.0)
        host = self._hosts.setdefault(address.host, _Host())
        for again in (False, True):
            self._pause(address, host, delay)
            reply = ask(address, numbers=numbers, headers=headers, limits=self.limits)
            host.last = self.clock.now()
            wanted = _pause_wanted(reply)
            if wanted is None:
                return reply
            host.closed_until = host.last + wanted
            if again or wanted > LONGEST_PAUSE:
                break
        raise Failed(f"{address.netloc} asks to be left alone for a while ({reply.status})")

    def _pause(self, address: Address, host: _Host, delay: float) -> None:
        due = max(host.last + delay, host.closed_until) - self.clock.now()
        if due > LONGEST_PAUSE:
            raise Failed(f"{address.netloc} asks for a pause of {math.ceil(due):,} seconds")
        if due > 0 and not self.clock.wait(due):
            raise Stopped("stopped")

    def _rules_of(self, address: Address) -> _Rules:
        known = self._rules.get(address.origin)
        if known is None or known.until < self.clock.now():
            known = self._rules[address.origin] = self._asked_rules(address)
        if known.lacking:
            raise Failed(f"{known.lacking}: nothing is fetched from there without its robots.txt")
        return known

    def _asked_rules(self, address: Address) -> _Rules:
        """What robots.txt says: all is allowed where there is none, nothing where that can't be told."""
        place = read_address("/robots.txt", base=address.url)
        now = self.clock.now()
        try:
            for _ in range(REDIRECTS + 1):
                numbers = numbers_of(place, allow_local=self.allow_local)
                reply = ask(place, numbers=numbers, headers={"User-Agent": self.user_agent}, limits=self.limits)
                if reply.status in _MOVED and (target := reply.header("Location")):
                    place = read_address(target, base=place.url)
                    continue
                if reply.status == 200:
                    text = reply.body[:RULES_CAP].decode("utf-8-sig", "replace")
                    return _Rules(now + RULES_HOLD, Protego.parse(text))
                if 400 <= reply.status < 500 and reply.status not in _BUSY:
                    return _Rules(now + RULES_HOLD)
                return _Rules(now + RULES_LACK, lacking=f"{address.netloc} answers with {reply.status}")
        except (Failed, NotKept) as error:
            return _Rules(now + RULES_LACK, lacking=error.message)
        except Refused:
            pass  # it leads into this machine's network: no rules for a site of the open net
        return _Rules(now + RULES_HOLD)


def _pause_wanted(reply: Reply) -> float | None:
    """For how many seconds a site wants to be left alone; None where it does not say so."""
    if reply.status not in _BUSY:
        return None
    written = reply.header("Retry-After")
    if written.isascii() and written.isdigit():
        return float(written[:9])
    try:
        return max(0.0, (parsedate_to_datetime(written) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError, IndexError):
        return LEFT_ALONE if reply.status == 429 else None
