"""The contracts' own assertions are explained as those of a test are."""

import pytest

pytest.register_assert_rewrite("tests.engines.contract", "tests.engines.brute_contract")
