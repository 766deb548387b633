"""The embedded engine against the reference."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.engines import Place, in_folder
from tests.engines.brute_contract import BruteForceContract


class TestWhoosh(BruteForceContract):
    engine = "whoosh"

    @pytest.fixture(scope="class")
    @classmethod
    def new_place(cls, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Place]:
        return lambda: in_folder(tmp_path_factory.mktemp("reference") / "index")
