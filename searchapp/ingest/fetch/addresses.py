"""Web addresses in parts, and the numbers that may be connected to: none of this machine or of its network.

A name is looked up once, and the connection goes to a number that was checked: a name can mean another one a
moment later.
"""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

from searchapp.ingest.fetch.outcome import Failed, Refused

PORTS = {"http": 80, "https": 443}
LONGEST = 2000
MOST_NUMBERS = 4
_HOST = re.compile(r"[a-z0-9_][a-z0-9._-]{0,252}|[0-9a-f:.]{2,45}")
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in parts, as it is sent: the host in ASCII, the path with its query percent-encoded."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """The host as a Host header has it, with the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """The site: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def url(self) -> str:
        """The whole of it, without a fragment."""
        return self.origin + self.path


def read_address(given: str, *, base: str = "") -> Address:
    """An address as it was typed or stands in a header, there perhaps relative to `base`; raises Refused."""
    try:
        parts = urlsplit(urljoin(base, given.strip()))
        host, port = parts.hostname or "", parts.port
        host = host if ":" in host else host.encode("idna").decode("ascii").lower()
    except ValueError as error:  # of which a UnicodeError is one
        raise Refused(f"it is no web address: {error}") from error
    if len(given) > LONGEST:
        raise Refused(f"its address is longer than {LONGEST:,} characters")
    if parts.scheme not in PORTS:
        raise Refused("only addresses that begin with http:// or https:// are fetched")
    if "@" in parts.netloc:
        raise Refused("there is a user's name or password in the address")
    if not _HOST.fullmatch(host) or port == 0:
        raise Refused(f"{host or 'nothing'!r} is no name of a host")
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Address(parts.scheme, host, port or PORTS[parts.scheme], path)


def numbers_of(address: Address, *, allow_local: bool) -> tuple[str, ...]:
    """The numbers that a connection may go to; raises Failed for an unknown name, Refused where none is public."""
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Failed(f"the host {address.host} is not found ({error})") from error
    numbers = tuple(dict.fromkeys(str(row[4][0]) for row in found))
    allowed = tuple(number for number in numbers if allow_local or is_public(number))
    if not allowed:
        raise Refused(
            f"{address.host} is an address of this machine or of its network ({numbers[0]}); "
            "--allow-local takes such ones too"
        )
    return allowed[:MOST_NUMBERS]


def is_public(number: str) -> bool:
    """Whether a number is one of the open net, also where it has an older one packed in it."""
    address = ip_address(number)
    if isinstance(address, IPv6Address):
        packed = address.ipv4_mapped or address.sixtofour
        packed = ip_address(int(address) & 0xFFFFFFFF) if address in _NAT64 else packed  # type: ignore[assignment]
        if packed:
            return is_public(str(packed))
        if address.teredo:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
