"""The address of an archive in a cluster: the cluster's URL, with the archive's name as its path."""

from __future__ import annotations

import re
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from searchapp.errors import ConfigError

DEFAULT_NAME = "searchapp"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


class Address(NamedTuple):
    """Where a cluster is, and what the archive is called in it."""

    cluster: str
    name: str

    @classmethod
    def read(cls, address: str) -> Self:
        """The parts of an address; ConfigError where it is none, or has a password in it."""
        try:
            parts = urlsplit(address)
            fits = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
        except ValueError:
            fits = False
        if not fits or parts.query or parts.fragment:
            raise ConfigError(
                f"{address!r} is no address of a cluster.",
                hint="Write it as https://host:9200/archive, the archive's name last.",
            )
        if parts.username or parts.password:
            raise ConfigError(
                "A password must not stand in the address of a cluster.",
                hint="Put it into SEARCHAPP_OPENSEARCH_USER and SEARCHAPP_OPENSEARCH_PASSWORD.",
            )
        name = parts.path.strip("/") or DEFAULT_NAME
        if not _NAME.fullmatch(name):
            raise ConfigError(
                f"{name!r} can't be the name of an archive in a cluster.",
                hint="Use small letters, digits, - and _, as in https://host:9200/archive.",
            )
        return cls(f"{parts.scheme}://{parts.netloc}", name)

    @property
    def kept(self) -> str:
        """The small index of what is kept beside the generations: the note, the lock, the decisions."""
        return f"{self.name}-kept"

    @property
    def generations(self) -> str:
        """The pattern of the names of all its generations."""
        return f"{self.name}-v*"

    def __str__(self) -> str:
        return f"{self.cluster}/{self.name}"
