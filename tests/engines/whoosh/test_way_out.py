"""An index that one Whoosh wrote is read by the other: the way out of a frozen dependency stays open."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from searchapp.engines import in_folder, open_index
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from tests.conftest import ROOT, fill
from tests.stories import random_archive

QUERIES = ["fighters", '"foreign fighters"', "fight* OR convoy", "IS", "title:deal", "al-Mayadin NEAR/9 deal"]
SCRIPT = """
import json, sys, whoosh
from pathlib import Path
from searchapp.engines import in_folder, open_index
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
index = open_index(in_folder(Path(sys.argv[1])))
answers = [index.ranking(SearchRequest(parse(q), limit=1000)) for q in json.loads(sys.argv[2])]
print(json.dumps([list(whoosh.__version__), answers]))
"""


def test_the_successor_reads_what_whoosh_wrote(tmp_path: Path) -> None:
    other = ROOT / ".venv-whoosh3/bin/python"
    if not other.exists() or Path(sys.prefix).name == ".venv-whoosh3":
        pytest.skip("needs the second environment, which CI=true ./run test makes")
    fill(tmp_path / "index", random_archive())
    index = open_index(in_folder(tmp_path / "index"))
    ours = [[[key, score] for key, score in index.ranking(SearchRequest(parse(q), limit=1000))] for q in QUERIES]
    index.close()
    command = [str(other), "-W", "ignore", "-c", SCRIPT, str(tmp_path / "index"), json.dumps(QUERIES)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    version, theirs = json.loads(answer.stdout)
    assert version[0] == 3
    assert theirs == ours
    assert all(ours)
