"""An app on an event of three outlets."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.config import Settings
from searchapp.web import create_app
from tests.web.events.accounts_of import pairs, stories, tell


@pytest.fixture
def event_app(tmp_path: Path) -> Flask:
    """An app on the event."""
    tell(tmp_path / "told", stories(), pairs())
    return create_app(Settings(index=tmp_path / "told", data=tmp_path / "told-data"))


@pytest.fixture
def client(event_app: Flask) -> FlaskClient:
    """A client of that app."""
    return event_app.test_client()
