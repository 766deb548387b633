"""Fixtures of the tests of fetching: sites on loopback, a clock that stands still."""

from tests.ingest.fetch.sites import corpus, new_site, site, visits, watch

__all__ = ["corpus", "new_site", "site", "visits", "watch"]
