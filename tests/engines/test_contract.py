"""The contracts, held by the embedded engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.engines import Place, in_folder
from tests.engines.among_contract import AmongContract
from tests.engines.brute_contract import BruteForceContract
from tests.engines.certainty_contract import CertaintyContract
from tests.engines.contract import EngineContract
from tests.engines.counting_contract import CountingContract
from tests.engines.decisions_contract import DecisionsContract
from tests.engines.fields_contract import FieldsContract
from tests.engines.folding_contract import ComparedContract, FoldingContract
from tests.engines.resolving_contract import ResolvingContract
from tests.engines.tags_contract import TagsContract
from tests.engines.within_contract import WithinContract
from tests.engines.words_contract import BeginningsContract, WordsContract


class OnWhoosh:
    engine = "whoosh"

    @pytest.fixture(scope="class")
    @classmethod
    def new_place(cls, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Place]:
        return lambda: in_folder(tmp_path_factory.mktemp("contract") / "index")


class TestAmong(OnWhoosh, AmongContract):
    pass


class TestAnswers(OnWhoosh, EngineContract):
    pass


class TestBeginnings(OnWhoosh, BeginningsContract):
    pass


class TestCertainty(OnWhoosh, CertaintyContract):
    pass


class TestCounts(OnWhoosh, CountingContract):
    pass


class TestDecisions(OnWhoosh, DecisionsContract):
    pass


class TestFolding(OnWhoosh, FoldingContract):
    pass


class TestCompared(OnWhoosh, ComparedContract):
    pass


class TestResolving(OnWhoosh, ResolvingContract):
    pass


class TestReference(OnWhoosh, BruteForceContract):
    pass


class TestWithin(OnWhoosh, WithinContract):
    pass


class TestTags(OnWhoosh, TagsContract):
    pass


class TestWords(OnWhoosh, WordsContract):
    pass


class TestFields(OnWhoosh, FieldsContract):
    pass
