"""Shared copy of an archive: found after each run, for what is new and what is there, and whose it is."""

from __future__ import annotations

import json
from pathlib import Path

from searchapp.archive.comparing import path_of
from searchapp.archive.comparing.run import bring_up_to_date
from searchapp.archive.comparing.store import read_all_pairs, read_compared
from searchapp.archive.indexing import build
from searchapp.compare.compared import Compared
from searchapp.engines import in_folder, open_index
from tests.compare.test_shared_passages import EDITED, FERRY, OTHER

WIRE = {"id": "wire", "text": FERRY, "outlet": "Reuters", "published": "2019-03-02"}
PRINTED = {"id": "printed", "text": EDITED, "outlet": "Aru Gazette", "published": "2019-03-03"}
OWN = {"id": "own", "text": OTHER, "outlet": "Aru Gazette", "published": "2019-03-03"}


def compare(folder: Path, *stories: dict[str, str]) -> Compared:
    """Index these stories, and no others any more, and compare; what was found."""
    place = in_folder(folder / "index")
    (folder / "stories").mkdir(exist_ok=True)
    for file in (folder / "stories").iterdir():
        file.unlink()
    for story in stories:
        (folder / "stories" / f"{story['id']}.json").write_text(json.dumps(story))
    build([folder / "stories"], place, enricher=None, prune=True)
    index = open_index(place)
    bring_up_to_date(index, place, folder)
    index.close()
    return read_compared(path_of(place, folder))


def found(folder: Path) -> list[tuple[str, str]]:
    """The pairs."""
    return [(pair.a, pair.b) for pair in read_all_pairs(path_of(in_folder(folder / "index"), folder))]


def test_a_story_that_came_later_is_compared_with_those_that_are_there(tmp_path: Path) -> None:
    compare(tmp_path, WIRE, OWN)
    assert found(tmp_path) == []
    compared = compare(tmp_path, WIRE, OWN, PRINTED)
    assert found(tmp_path) == [("printed", "wire")]
    assert compared.reporting == {"wire": "own", "own": "own", "printed": "reprint"}
    assert compared.groups == {"wire": "wire", "printed": "wire"}
    compared = compare(tmp_path, OWN, PRINTED)
    assert found(tmp_path) == []
    assert compared.reporting == {"own": "own", "printed": "own"}
