"""`python -m tests.servers fetch` fetches the jars of every release that a JDK here runs; `run MAJOR` runs one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.servers.cluster import Cluster
from tests.servers.releases import RELEASES, fetch, jars, java, missing


def fetch_all() -> None:
    """Fetch what is not there yet; say what can't be run, and go on."""
    for release in RELEASES.values():
        if java(release) is None:
            print(f"OpenSearch {release.name}: {missing(release)}")
            continue
        try:
            fetch(release)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"OpenSearch {release.name}: Maven (apt-get install maven) could not fetch it: {error}")
        else:
            print(f"OpenSearch {release.name}: {jars(release)}")


def run(major: str) -> None:
    """Run three nodes until they are interrupted."""
    release = RELEASES[major]
    if reason := missing(release):
        sys.exit(f"OpenSearch {release.name}: {reason}")
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(release, Path(folder) / "cluster", owner=os.getpid())
        try:
            cluster.wait_until_green()
            print(f"SEARCHAPP_TEST_OPENSEARCH={cluster.urls[0]}", flush=True)
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            pass
        finally:
            cluster.close()


match sys.argv[1:]:
    case ["fetch"]:
        fetch_all()
    case ["run", major] if major in RELEASES:
        run(major)
    case _:
        sys.exit(f"{__doc__} Majors: {', '.join(RELEASES)}.")
