"""Real clusters for tests: workers that are processes of their own, on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

distributed = pytest.importorskip("distributed", reason="needs Dask, an extra")
dask = pytest.importorskip("dask", reason="needs Dask, an extra")


@contextmanager
def workers(number: int, preload: str = "") -> Iterator[Any]:
    """A cluster of so many workers, each of which runs some code first; what ends one is not tried again as it is."""
    more = {"preload": [preload]} if preload else {}
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=number,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=50,
            **more,
        ) as cluster,
    ):
        yield cluster
