"""What a figure was measured on: a line to stand above every table."""

from __future__ import annotations

import os
import platform
from datetime import date
from pathlib import Path

import searchapp


def provenance() -> str:
    """Day, program, interpreter, processor, cores, memory in GB, and the load of the last minute before."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{date.today().isoformat()}  searchapp {searchapp.__version__}  Python {platform.python_version()}  "
        f"{_processor()}, {cores} cores, {memory:.0f} GB, {platform.system()} {platform.release()}, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
