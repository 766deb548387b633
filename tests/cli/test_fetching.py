"""`fetch` and `follow` as they are typed, against sites on loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchapp.cli.program import main
from tests.conftest import ROOT
from tests.ingest.fetch.sites import Answer, Site, article, new_site, site
from tests.ingest.fetch.test_following import RSS, item, rss

__all__ = ["new_site", "site"]


def places(folder: Path) -> list[str]:
    return [f"--{name}={folder / name}" for name in ("index", "data", "corpus")]


def run(folder: Path, *words: str, local: bool = True) -> Result:
    return CliRunner().invoke(main, [*words, *places(folder), *(["--allow-local"] if local else [])])


def test_fetch_saves_a_page_and_says_what_is_next(site: Site, tmp_path: Path) -> None:
    url = site.page("/2020/ferry-stays", article(), ETag='"1"')
    done = run(tmp_path, "fetch", url)
    assert done.exit_code == 0, done.output
    (page,) = (tmp_path / "corpus").rglob("*.html")
    assert done.stdout.splitlines() == [
        f"fetched {page}",
        "1 fetched, 0 unchanged, 0 refused, 0 failed.",
        f"To find them in the archive: searchapp index {tmp_path / 'corpus'}",
    ]
    again = run(tmp_path, "fetch", url)
    assert (again.exit_code, again.stdout) == (0, "0 fetched, 1 unchanged, 0 refused, 0 failed.\n")
    words = ["index", str(tmp_path / "corpus"), "--no-enrich", *places(tmp_path)[:2]]
    assert "1 story" in CliRunner().invoke(main, words).output


def test_what_could_not_be_had_is_told_and_is_the_exit_code(site: Site, tmp_path: Path) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain")
    site.page("/a", article())
    done = run(tmp_path, "fetch", site.url + "/closed", site.url + "/none", site.url + "/a")
    assert done.exit_code == 1
    assert "1 fetched, 0 unchanged, 1 refused, 1 failed." in done.stdout
    host = site.url.removeprefix("http://")
    assert done.stderr.splitlines() == [
        f"{site.url}/closed: robots.txt of {host} does not allow it.",
        f"{site.url}/none: the site answers with 404.",
    ]


def test_this_machine_is_fetched_from_only_when_that_is_said(site: Site, tmp_path: Path) -> None:
    done = run(tmp_path, "fetch", site.page("/a", article()), local=False)
    assert done.exit_code == 1
    assert "127.0.0.1 is an address of this machine" in done.stderr
    assert site.asked == []


def test_the_name_that_is_set_is_the_one_that_sites_see(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCHAPP_USER_AGENT", "quaybot/2 (ilse@quay.example)")
    site.page("/robots.txt", "User-agent: quaybot\nDisallow: /b", "text/plain")
    site.page("/b", article())
    done = run(tmp_path, "fetch", site.page("/a", article()), site.url + "/b")
    assert "1 fetched, 0 unchanged, 1 refused" in done.stdout
    assert {headers["User-Agent"] for _, headers in site.asked} == {"quaybot/2 (ilse@quay.example)"}
    monkeypatch.setenv("SEARCHAPP_USER_AGENT", "Käptn")
    assert "beyond ASCII" in run(tmp_path, "fetch", site.url + "/a").stderr


def test_follow_takes_what_is_new_and_indexes_it(site: Site, tmp_path: Path) -> None:
    feed = site.page("/feed", rss(item(site.page("/one", article()))), RSS, ETag='"1"')
    done = run(tmp_path, "follow", feed, "--then-index")
    assert done.exit_code == 0, done.output
    assert "1 fetched, 0 unchanged, 0 refused, 0 failed." in done.stdout
    assert "1 story, " in done.stdout
    again = run(tmp_path, "follow", feed)
    assert again.stdout == "0 fetched, 0 unchanged, 0 refused, 0 failed.\n"
    assert again.stderr == f"{feed}: nothing new.\n"
    assert (tmp_path / "data" / "follow.json").is_file()


def test_there_is_nothing_to_index_where_nothing_was_fetched(site: Site, tmp_path: Path) -> None:
    done = run(tmp_path, "fetch", site.url + "/none", "--then-index")
    assert (done.exit_code, done.stdout) == (1, "0 fetched, 0 unchanged, 0 refused, 1 failed.\n")


def test_a_feed_that_fails_stops_no_other(site: Site, tmp_path: Path) -> None:
    feed = site.page("/feed", rss(item(site.page("/one", article()))), RSS)
    done = run(tmp_path, "follow", site.answer("/broken", Answer(status=500)), feed)
    assert done.exit_code == 1
    assert "1 fetched, 0 unchanged, 0 refused, 1 failed." in done.stdout
    assert f"{site.url}/broken: the site answers with 500." in done.stderr


def test_what_a_site_says_does_not_drive_a_terminal(site: Site, tmp_path: Path) -> None:
    feed = site.page("/feed", rss(item("ftp://quay.example/\x9b]0;x")), RSS)
    assert "\x9b" not in run(tmp_path, "follow", feed).output


@pytest.mark.parametrize("given", ["15", "15 minutes", "0m", "-1m", "1s", "m"])
def test_a_time_that_is_none_is_refused(given: str, tmp_path: Path) -> None:
    done = run(tmp_path, "follow", "https://quay.example/feed", f"--every={given}")
    assert done.exit_code == 2
    assert "no stretch of a minute or more" in done.stderr


def test_follow_goes_on_until_it_is_told_to_end(site: Site, tmp_path: Path) -> None:
    feed = site.page("/feed", rss(item(site.page("/one", article()))), RSS)
    words = ["follow", feed, "--every", "1h", "--allow-local", *places(tmp_path)]
    with subprocess.Popen(
        [sys.executable, "-m", "searchapp", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        deadline = time.monotonic() + 60
        while not list(tmp_path.rglob("follow.json")) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, "1 fetched" in out) == (0, True)
    assert "Stopping: what was fetched so far is kept." in err
