"""The contract, held by the embedded engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.engines import Place, in_folder
from tests.engines.contract import EngineContract


class TestWhoosh(EngineContract):
    engine = "whoosh"

    @pytest.fixture(scope="class")
    @classmethod
    def new_place(cls, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Place]:
        return lambda: in_folder(tmp_path_factory.mktemp("contract") / "index")
