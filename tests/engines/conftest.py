"""The contracts' own assertions are explained as those of a test are."""

import pytest

pytest.register_assert_rewrite(
    *(f"tests.engines.{name}contract" for name in ("", "brute_", "counting_", "decisions_", "folding_"))
)
