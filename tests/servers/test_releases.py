"""Where servers for tests come from: the oldest JDK that runs a release, a cache of jars, what is said else."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.servers.releases import RELEASES, jars, java, missing

OLD, NEW = RELEASES["2"], RELEASES["3"]


def jdk(home: Path, version: str, *, compiler: bool = True) -> Path:
    """A folder that looks like a JDK, or like a JRE."""
    (home / "bin").mkdir(parents=True)
    (home / "release").write_text(f'IMPLEMENTOR="Somebody"\nJAVA_VERSION="{version}"\n')
    for name in ("java", "javac") if compiler else ("java",):
        program = home / "bin" / name
        program.touch()
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return home


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without Java and without jars."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    (tmp_path / "bin").mkdir()
    return tmp_path


def test_the_oldest_jdk_beside_the_default_one_that_runs_a_release(machine: Path) -> None:
    default = jdk(machine / "jvm" / "a", "17.0.15")
    (machine / "bin" / "java").symlink_to(default / "bin" / "java")
    newest = jdk(machine / "jvm" / "b", "25.0.3")
    jdk(machine / "jvm" / "c", "1.8.0_392")
    jdk(machine / "jvm" / "d", "21.0.1", compiler=False)
    assert (java(OLD), java(NEW)) == (default / "bin" / "java", newest / "bin" / "java")
    jdk(machine / "jvm" / "e", "21.0.1")
    assert java(NEW) == machine / "jvm" / "e" / "bin" / "java"


def test_the_jdk_that_java_home_names(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(jdk(machine / "elsewhere", "21")))
    assert java(OLD) == java(NEW) == machine / "elsewhere" / "bin" / "java"
    monkeypatch.setenv("JAVA_HOME", str(machine / "nowhere"))
    assert java(OLD) is None


def test_what_is_missing_is_said_with_what_to_do(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("opensearchpy")
    assert "default-jdk-headless" in missing(OLD)
    monkeypatch.setenv("JAVA_HOME", str(jdk(machine / "elsewhere", "17.0.1")))
    assert "python -m tests.servers fetch" in missing(OLD)
    assert "21" in missing(NEW)
    jars(OLD).mkdir(parents=True)
    assert missing(OLD) == ""
    assert jars(OLD).is_relative_to(machine / "cache")
