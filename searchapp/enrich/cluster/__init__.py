"""Names and statements found on many machines, by the workers of a Dask cluster that stands already.

`looking_through` is what a worker runs; `dask_cluster`, the only module that knows Dask, hands stories out and
takes back what was found in them. Where stories come from, and where that is kept, must not be known here.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Protocol

from searchapp.errors import ConfigError
from searchapp.model import Story


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a story, as `memory.packed` gives it; `put_aside` says why it was not looked through."""

    story: Story
    body: bytes
    put_aside: str = ""


class Cluster(Protocol):
    """Workers that find names and statements."""

    def find(self, stories: Iterable[Story], *, stop: Callable[[], bool]) -> Generator[list[Found], None, None]:
        """What is found in all of the stories, in no order, a shard of them at a time, until `stop` says so.

        A story on which the workers fail is put aside. ClusterError where the cluster is lost, or one of its
        workers finds by another version of the program or of the model.
        """
        ...


def open_cluster(
    address: str, model: str, *, say: Callable[[str], object] = lambda line: None
) -> AbstractContextManager[Cluster]:
    """The cluster whose scheduler is at an address; nothing is sent anywhere else.

    `say` hears when it has to wait for workers. ConfigError where Dask is not installed; ClusterError where the
    scheduler can't be reached, has no workers, or one of them has another version of the program or the model.
    """
    if find_spec("distributed") is None:
        raise ConfigError(
            "Dask, through which other machines help, is not installed.",
            hint="Install it, here and on these machines: pip install 'searchapp[dask]'",
        )
    from searchapp.enrich.cluster.dask_cluster import DaskCluster  # noqa: PLC0415 (an extra)

    return DaskCluster(address, model, say=say)
