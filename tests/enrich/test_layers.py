"""Enrichment loads no model before it is asked to, and one module alone knows the library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import searchapp.enrich

FOLDER = Path(searchapp.enrich.__file__).parent


def test_importing_enrichment_does_not_import_the_library() -> None:
    code = "import sys, searchapp.enrich, searchapp.formats.interchange; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_one_module_knows_the_library() -> None:
    knows = {p.name for p in FOLDER.rglob("*.py") if "import spacy" in p.read_text(encoding="utf-8")}
    assert knows == {"spacy_model.py"}
