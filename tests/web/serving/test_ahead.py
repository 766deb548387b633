"""What is read once a process is there before the first reader comes."""

from __future__ import annotations

from pathlib import Path

from searchapp.config import Settings
from searchapp.text.en_nicknames import nicknames
from searchapp.web import create_app
from searchapp.web.serving.ahead import read_ahead


def test_the_first_reader_waits_for_no_table_and_for_no_template(tmp_path: Path) -> None:
    nicknames.cache_clear()
    app = create_app(Settings(index=tmp_path / "index", data=tmp_path / "data"))
    read_ahead(app)
    assert nicknames.cache_info().currsize == 1
    assert {name for _, name in app.jinja_env.cache or ()} == set(app.jinja_env.list_templates())
