"""Who can reach an address to serve on: this machine alone, or others too. Knows settings, and no request."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import replace

from searchapp.config import Settings
from searchapp.errors import ConfigError


def is_loopback(address: str) -> bool:
    """Whether an address, in numbers, can be reached from this machine only."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback


def resolved(host: str) -> str:
    """The address, in numbers, that a host stands for; of several one that others reach, if there is one.

    Raises ConfigError where there is none.
    """
    try:
        found = socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"There is no address {host!r} to serve on: {error}.", hint="Check --host.") from error
    addresses = sorted((str(place[0]) for *_, place in found), key=lambda a: ":" in a)
    return next((a for a in addresses if not is_loopback(a)), addresses[0])


def guarded(settings: Settings) -> Settings:
    """The settings with the address in numbers; ConfigError where they would let in others by mistake."""
    address = resolved(settings.host)
    if settings.public and not settings.hosts:
        raise ConfigError(
            "A public archive answers only under names that are allowed, and none is.",
            hint="Name each as browsers show it: --allow-host archive.example.org (setting `hosts`).",
        )
    if not settings.public and not is_loopback(address):
        raise ConfigError(
            f"Others can reach {address}, and whoever does could change names, statements and saved queries.",
            hint="Serve it for reading only, with --public and --allow-host NAME; or on 127.0.0.1, as it is set.",
        )
    return replace(settings, host=address)
