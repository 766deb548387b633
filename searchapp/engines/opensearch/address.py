"""The address of an archive in a cluster: the URL of a node, or of several, with the archive's name as its path.

Of several only the first has a scheme: https://a:9200,b:9200,c:9200/archive. Any of them is asked; one that is
lost is left out for a while.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Self

from searchapp.errors import ConfigError

DEFAULT_NAME = "searchapp"
_HOST = r"(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::[0-9]{1,5})?"
_ADDRESS = re.compile(rf"(https?)://({_HOST}(?:,{_HOST})*)(?:/([a-z0-9][a-z0-9_-]{{0,99}})?/?)?", re.IGNORECASE)


class Address(NamedTuple):
    """Where the nodes of a cluster are, and what the archive is called in it."""

    nodes: tuple[str, ...]
    name: str

    @classmethod
    def read(cls, address: str) -> Self:
        """The parts of an address; ConfigError where it is none."""
        read = _ADDRESS.fullmatch(address)
        if read is None or (read[3] or "").lower() != (read[3] or ""):
            raise ConfigError(
                f"{address!r} is no address of an archive in a cluster.",
                hint="Write it as https://host:9200/archive, the archive's name last, in small letters.",
            )
        return cls(tuple(f"{read[1].lower()}://{host}" for host in read[2].split(",")), read[3] or DEFAULT_NAME)

    @property
    def cluster(self) -> str:
        """The nodes, as a message names them."""
        return ", ".join(self.nodes)

    @property
    def kept(self) -> str:
        """The small index of what is kept beside the generations: the note, the lock, the decisions."""
        return f"{self.name}-kept"

    @property
    def queries(self) -> str:
        """The small index of the queries that new records are held against."""
        return f"{self.name}-queries"

    @property
    def generations(self) -> str:
        """The pattern of the names of all its generations."""
        return f"{self.name}-v*"

    def __str__(self) -> str:
        return f"{self.cluster}/{self.name}"
