"""A dossier holds its sources, and is checked against itself and an archive; each alteration is found out."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from searchapp.cli import main
from searchapp.collections import dossier_file
from searchapp.collections.dossier import manifest_of, read_page, sum_of, unbroken
from searchapp.collections.dossier_file import read_dossier
from searchapp.config import Settings
from searchapp.curation.corrections import StatementCorrection, digest, statement_key
from searchapp.curation.corrections_file import FILE_NAME, note
from searchapp.errors import BadRequest
from searchapp.model import Statement, Story
from searchapp.web import create_app
from tests.conftest import fill
from tests.stories import story

TEXT = "Day one.\n\nIt rained. “The dam holds,” Ada Lund said. Nobody came to look at it."
RAIN = "Rain fell on the <b>hills</b> & in the valley. شبكة المياه صامدة."


def newsroom(text: str = TEXT) -> list[Story]:
    """Two stories; what is said stands in the first of them."""
    start = text.index("The dam")
    lund = Statement(
        "Ada Lund", "person", "direct", ((start, start + 13),), (start - 1, text.index(" Nobody")),
        cue="said", rule="clause", confidence=0.93,
    )  # fmt: skip
    return [
        story("dam", text, title="The dam", outlet="Hill Post", published="2019-03-04", statements=(lund,),
              url="https://hill-post.example/dam"),
        story("rain", RAIN, title="Rain & <i>more</i>"),
    ]  # fmt: skip


class Desk:
    """An archive with a collection: what Ada Lund says, the other story, and a search."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(index=folder / "index", data=folder / "data", title="Hill archive")
        fill(self.settings.index, newsroom())
        self.client = create_app(self.settings).test_client()
        link = BeautifulSoup(self.client.get("/search?kind=statement").text, "lxml").select_one(".acts a[rel]")
        added = BeautifulSoup(self.client.get("/search?kind=statement").text, "lxml").select_one(
            '.acts a[href^="/collections/add"]'
        )
        assert link
        assert added
        fields = dict(p.split("=") for p in str(added["href"]).partition("?")[2].split("&") if "back" not in p)
        self.add(**fields, name="Dam & <b>rain</b>", note="First <i>account</i>.")
        self.add(story="rain", to="dam-b-rain-b")
        self.add(query="q=dam", to="dam-b-rain-b")

    def add(self, **fields: str) -> None:
        """Add something to a collection."""
        assert self.client.post("/collections/add", data=fields).status_code == 303

    def saved(self, ending: str, url: str = "/collection/dam-b-rain-b/dossier.") -> Path:
        """The dossier, saved as a file."""
        answer = self.client.get(url + ending)
        assert answer.status_code == 200, answer.text
        path = self.folder / f"dossier.{ending}"
        path.write_bytes(answer.data)
        return path

    def verify(self, path: Path, index: str | None = None) -> Result:
        """`verify-dossier` against the archive."""
        where = ["--index", index or str(self.settings.index), "--data", str(self.settings.data)]
        return CliRunner().invoke(main, ["verify-dossier", str(path), *where])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The desk of a small archive."""
    return Desk(tmp_path)


def test_a_dossier_says_who_said_what_where_and_how_that_is_known(desk: Desk) -> None:
    answer = desk.client.get("/collection/dam-b-rain-b/dossier.html")
    page = BeautifulSoup(answer.text, "lxml")
    text = " ".join(page.get_text(" ").split())
    for words in (
        "Hill archive", "3 items from 2 stories", "Ada Lund", "in direct speech", "Found automatically by “said”.",
        "right about 93 times in 100", "A search: stories with dam. It found 1 story.",
        "First <i>account</i>.", "It rained.", "Hill Post, 4 March 2019", "searchapp 0.1.0",
        hashlib.sha256(TEXT.encode()).hexdigest(), "Rain fell on the <b>hills</b> & in the valley.",
    ):  # fmt: skip
        assert words in text, words
    assert page.select_one("mark").get_text() == "The dam holds"  # type: ignore[union-attr]
    assert {a["href"] for a in page.select("article a[href^=http]")} >= {
        "https://hill-post.example/dam", "http://localhost/story/rain",
    }  # fmt: skip
    assert page.select("script, img, iframe, link[rel=stylesheet], [onclick], b b, h1 b") == []
    assert "style-src 'sha256-" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_dossier_is_made_of_a_search(desk: Desk) -> None:
    page = BeautifulSoup(desk.client.get("/dossier?kind=statement&q=dam").text, "lxml")
    assert "The search: statements with dam (1 statement found)." in page.get_text()
    assert len(page.select("article")) == 1
    assert desk.verify(desk.saved("zip", "/dossier.")).exit_code == 0
    assert len(BeautifulSoup(desk.client.get("/dossier").text, "lxml").select("article")) == 2


def test_the_zip_file_has_texts_and_citations_that_anybody_can_check(desk: Desk) -> None:
    with zipfile.ZipFile(desk.saved("zip")) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    manifest = json.loads(files["manifest.json"])
    assert files["texts/001-the-dam.txt"].decode() == TEXT
    for name, told in manifest["files"].items():
        assert hashlib.sha256(files[name]).hexdigest() == told, name
    assert {*manifest["files"], "manifest.json"} == set(files)
    assert manifest["dossier"]["sources"][0]["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert b"Hill Post" in files["citations.ris"]
    assert b"@article{dam" in files["citations.bib"]
    assert len(json.loads(files["citations.json"])) == 2
    row = files["statements.csv"].decode().splitlines()[1]
    assert row.startswith("1,Ada Lund,direct,affirmed,said,The dam holds,")


@pytest.mark.parametrize("ending", ["html", "zip"])
def test_a_dossier_that_agrees_with_its_archive(desk: Desk, ending: str) -> None:
    done = desk.verify(desk.saved(ending))
    assert done.output.splitlines() == [
        "The file is as it was written.",
        "Source 1, “The dam”: the same text in the archive.",
        "Source 2, “Rain & <i>more</i>”: the same text in the archive.",
        "Item 1, ““The dam holds,” Ada Lund said.”: stands in the archive, said by Ada Lund.",
    ]
    assert done.exit_code == 0


def test_mail_and_editors_may_wrap_its_lines(desk: Desk) -> None:
    path = desk.saved("html")
    path.write_text(re.sub(r"(?<=\w) (?=\w+ )", "\r\n", path.read_text()).replace("<p class", "\n\n<p  class"))
    assert desk.verify(path).exit_code == 0


ALTERED = {
    "a quoted word": (">The dam holds<", ">The dam broke<", "item 1, the quoted words reads ““The dam broke,”"),
    "the speaker": (
        'data-speaker="1">Ada Lund<',
        'data-speaker="1">Bo Lind<',
        "item 1, the speaker reads “Bo Lind”",
    ),
    "a digest": ('<code data-sha256="1">', '<code data-sha256="1">0', "the digest of source 1 reads “0"),
    "a mark that is gone": ('<code data-sha256="2">', "<code>", "the digest of source 2 is missing"),
    "what is around": ("It rained.", "It snowed.", "something else than what it quotes"),
    "a note": ("First &lt;i&gt;", "Last &lt;i&gt;", "something else than what it quotes"),
    "a link": ('href="https://hill-post.example/dam"', 'href="https://evil.example/"', "something else than what"),
    "a script": ("</main>", "<script>x</script></main>", "something else than what it quotes"),
    "the style": ("mark { background", "mark { display: none; background", "something else than what it quotes"),
    "the manifest": (
        r"Ada\u0020Lund&#34;,&#34;mode&#34;",
        r"Bo\u0020Lind&#34;,&#34;mode&#34;",
        "The manifest was altered",
    ),
    "an offset": ("&#34;confidence&#34;:0.93", "&#34;confidence&#34;:0.99", "The manifest was altered"),
}


@pytest.mark.parametrize("name", ALTERED)
def test_whatever_is_altered_in_the_page_is_found_out(desk: Desk, name: str) -> None:
    before, after, said = ALTERED[name]
    path = desk.saved("html")
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))
    done = desk.verify(path)
    assert done.exit_code == 1
    assert said in done.output


def forged(path: Path, what: str, before: str, after: str) -> None:
    """Alter what a page shows as somebody does who knows how: with a manifest and digests that fit."""
    manifest = json.loads(json.dumps(read_dossier(path).manifest))
    html = re.sub(f'(data-{what}="1">[^<]*){before}', rf"\g<1>{after}", path.read_text())
    evidence = manifest["dossier"]["entries"][0]["evidence"]
    evidence[what] = evidence[what].replace(before, after)
    evidence["key"] = digest(evidence["words"])
    manifest |= {"page": read_page(html).page}
    manifest |= {"sum": sum_of(manifest)}
    block = escape(unbroken(manifest))
    path.write_text(re.sub('(<pre id="manifest">)[^<]*', lambda m: m[1] + block, html))


@pytest.mark.parametrize(
    ("what", "before", "after", "said"),
    [
        ("words", "holds", "broke", "gone; these words no longer stand in the archive"),
        ("speaker", "Ada Lund", "Bo Lind", "who said it is found otherwise now: Ada Lund, no longer Bo Lind."),
    ],
)
def test_what_is_forged_with_its_digests_is_told_by_the_archive(
    desk: Desk, what: str, before: str, after: str, said: str
) -> None:
    path = desk.saved("html")
    forged(path, what, before, after)
    done = desk.verify(path)
    assert done.output.startswith("The file is as it was written.")
    assert said in done.output
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("stories", "said"),
    [
        (newsroom(TEXT.replace("look at it", "look on")), "changed; the archive has another text (79 characters"),
        (newsroom(TEXT)[1:], "Source 1, “The dam”: gone; the archive has no such story."),
    ],
)  # fmt: skip
def test_what_changed_in_the_archive_is_said(desk: Desk, stories: list[Story], said: str) -> None:
    page, bundle = desk.saved("html"), desk.saved("zip")
    fill(desk.settings.index, stories, rebuild=True)
    assert said in desk.verify(page).output
    done = desk.verify(bundle)
    assert done.exit_code == 1
    if len(stories) == 2:
        assert "changed from character 73 on: “Nobody came to look at it.” is now “" in done.output
        assert "Item 1" in done.output
        assert "stands in the archive, said by Ada Lund" in done.output


def test_a_speaker_who_was_put_right_since_is_said(desk: Desk) -> None:
    path = desk.saved("html")
    first = newsroom()[0]
    key = statement_key(first, first.statements[0])
    note(desk.settings.data / FILE_NAME, StatementCorrection("dam", *key, "speaker", "Bo Lind"))
    done = desk.verify(path)
    assert "who said it was corrected since: Bo Lind, no longer Ada Lund." in done.output
    since = "When it was kept, Ada Lund was found to say this; now Bo Lind is."
    assert since in desk.client.get("/collection/dam-b-rain-b").text
    assert since in desk.client.get("/collection/dam-b-rain-b/dossier.html").text
    assert done.exit_code == 1
    note(desk.settings.data / FILE_NAME, StatementCorrection("dam", *key, "reject"))
    assert "but Ada Lund is no longer said to say it" in desk.verify(path).output


def test_without_an_archive_it_is_checked_against_itself_and_that_is_said(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.saved("html")
    monkeypatch.chdir(tmp_path / "data")
    done = CliRunner().invoke(main, ["verify-dossier", str(path)])
    assert (done.exit_code, "Not compared with an archive" in done.output) == (0, True)
    assert desk.verify(path, "nowhere").exit_code == 1


def replacing(name: str, before: bytes, after: bytes) -> Callable[[dict[str, bytes]], Any]:
    """A change to one member of a ZIP file."""
    return lambda files: files.update({name: files[name].replace(before, after)})


def repacked(path: Path, change: Callable[[dict[str, bytes]], Any]) -> Path:
    """A ZIP file with other members."""
    with zipfile.ZipFile(path) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (replacing("texts/001-the-dam.txt", b"holds", b"broke"), "001-the-dam.txt was altered"),
        (replacing("manifest.json", b"Ada Lund", b"Bo Lindt"), "The manifest was altered"),
        (replacing("dossier.html", b"holds", b"broke"), "quoted words reads"),
        (lambda files: files.pop("citations.ris"), "citations.ris is missing."),
        (lambda files: files.update({"more.txt": b"x"}), "more.txt was added."),
    ],
    ids=["a text", "manifest", "page", "missing", "added"],
)  # fmt: skip
def test_whatever_is_altered_in_the_zip_file_is_found_out(desk: Desk, change: Any, said: str) -> None:
    done = desk.verify(repacked(desk.saved("zip"), change))
    assert (done.exit_code, said in done.output) == (1, True), done.output


def bomb() -> bytes:
    """A small ZIP file that unpacks to more than is read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for n in range(4):
            packed.writestr(f"{n}.txt", bytes(1 << 20))
    return out.getvalue()


def test_what_is_no_dossier_is_refused_with_the_reason(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier_file, "MAX_UNPACKED", 3 << 20)
    html, packed = desk.saved("html").read_bytes(), desk.saved("zip").read_bytes()
    sound = read_dossier(desk.saved("html"))
    no_source = {**manifest_of(sound.dossier, page=""), "dossier": {**sound.manifest["dossier"], "sources": []}}
    for content in (
        b"", b"PK", b"\xff\xfe\x00", b"<p>Hello</p>", html[: len(html) // 2], packed[: len(packed) // 2], bomb(),
        b'<pre id="manifest">' + b"[" * 100_000, b'<pre id="manifest">{"format": 1}</pre>',
        b'<pre id="manifest">' + json.dumps(no_source).encode(),
        b'<pre id="manifest">' + json.dumps({"format": "searchapp dossier 1", "dossier": {"title": 7}}).encode(),
    ):  # fmt: skip
        path = desk.folder / "given"
        path.write_bytes(content)
        with pytest.raises(BadRequest, match="this is no dossier, or not a whole one"):
            read_dossier(path)
        done = desk.verify(path)
        assert (done.exit_code, "Traceback" in done.output) == (2, False)
    assert desk.verify(desk.folder / "nowhere").exit_code == 1
