"""Lists of queries as spreadsheets and people write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp.archive.batch.lists import Query, read_queries
from searchapp.cli.program import main
from searchapp.curation.authority import Authority
from searchapp.errors import BadRequest
from searchapp.query.request import SearchRequest
from tests.conftest import fill
from tests.stories import said, story


def queries(tmp_path: Path, content: str | bytes) -> list[Query]:
    path = tmp_path / "q.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_queries(path, SearchRequest(), Authority())


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_tables_however_they_were_saved(tmp_path: Path, mark: str, codec: str, ends: str) -> None:
    lines = [
        mark.join(row)
        for row in (("Id", "Q", "Outlet"), ("a", "Zoë déjà", "The Wire"), ("", '"a b"', ""), ("", "", ""))
    ]
    lines[2] = mark.join(("", '"""lamp; quay,"" |"', ""))
    found = queries(tmp_path, ends.join([*lines, ""]).encode(codec))
    assert [(query.id, query.text) for query in found] == [("a", "Zoë déjà"), ("3", '"lamp; quay," |')]
    assert [list(query.request.filters) != [] for query in found] == [True, False]


def test_what_a_spreadsheet_is_told_of_its_delimiter(tmp_path: Path) -> None:
    assert [q.text for q in queries(tmp_path, "sep=;\r\nid;q\r\n1;lamp, quay\r\n")] == ["lamp, quay"]


@pytest.mark.parametrize(
    "names", [["Dora Finch", "Otto Reyl"], ["Finch, Dora", "Reyl, Otto"], ["lamp"], ['"a; b"', "c"]]
)
def test_a_plain_list_has_a_query_a_line(tmp_path: Path, names: list[str]) -> None:
    found = queries(tmp_path, "\ufeff" + "\r\n".join(names) + "\r\n\r\n")
    assert [(query.id, query.text) for query in found] == [(str(n), name) for n, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    "table", ["id,outlet\n1,Wire\n", "who;land\nDora;Kell\n", "a\tb\nc\td\n", "", "\n\n", "since\n2019\n"]
)
def test_a_table_without_queries_is_refused(tmp_path: Path, table: str) -> None:
    with pytest.raises(BadRequest, match="has no column q"):
        queries(tmp_path, table)


@pytest.mark.parametrize("row", ["1,lamp, quay", '1,"lamp'])
def test_a_row_that_is_torn_is_refused_with_its_line(tmp_path: Path, row: str) -> None:
    with pytest.raises(BadRequest, match="line 3: "):
        queries(tmp_path, f"id,q\n0,x\n{row}\n")


def test_an_id_that_stands_twice_is_told(tmp_path: Path) -> None:
    first, second = queries(tmp_path, "id;q\n7;lamp\n7;quay\n")
    assert first.notices == ()
    assert "same id" in second.notices[0]


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="can't be read: not a text"):
        queries(tmp_path, b"PK\x03\x04" + bytes(100))


def test_a_table_of_counts_has_a_row_a_query_and_a_column_an_outlet(tmp_path: Path) -> None:
    told = "The dam will hold, Ada Lund said."
    fill(
        tmp_path / "index",
        [
            story("a", told, outlet="Alder Gazette", statements=(said(told, "The dam will hold", "Ada Lund"),)),
            story("b", "The dam.", outlet="Birch Post"),
            story("c", "The dam."),
        ],
    )
    (tmp_path / "list.txt").write_text("dam\nAda Lund\nferry\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    asked = ["batch", tmp_path / "list.txt", "--out", out, "--format", "counts", "--index", tmp_path / "index"]
    result = CliRunner().invoke(main, [*map(str, asked), "--data", str(tmp_path / "data")])
    assert "3 queries, 1 without a hit." in result.output
    assert out.read_text(encoding="utf-8").splitlines() == [
        "id,q,stories,statements,Alder Gazette,Birch Post,unknown outlet",
        "1,dam,3,1,1,1,1",
        "2,Ada Lund,1,0,1,0,0",
        "3,ferry,0,0,0,0,0",
    ]
