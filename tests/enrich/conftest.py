"""One loaded model for all tests of enrichment: loading it takes a second, a story some milliseconds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.enrich import Enricher, open_enricher
from searchapp.model import Story

Enrich = Callable[[str], Story]


@pytest.fixture(scope="session")
def enricher() -> Enricher:
    return open_enricher()


@pytest.fixture(scope="session")
def enrich(enricher: Enricher) -> Enrich:
    """A text in, its enriched story out."""

    def one(text: str) -> Story:
        (story,) = enricher.pipe([Story(id="t", text=text)])
        return story

    return one
