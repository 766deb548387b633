"""What is read once a process, at hand before the first reader comes: it would be that reader's time."""

from __future__ import annotations

from flask import Flask

from searchapp.text.en_nicknames import nicknames
from searchapp.web.pages import read_templates


def read_ahead(app: Flask) -> None:
    """Have it at hand; a quarter of a second."""
    read_templates(app)
    nicknames()
