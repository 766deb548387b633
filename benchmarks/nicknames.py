"""Makes `searchapp/text/en_nicknames.txt` out of the package `nicknames` (Apache-2.0): a given name a line, and
what it is called for short.

    python -m pip install nicknames==1.0.1
    python -m benchmarks.nicknames
"""

from __future__ import annotations

import csv
from collections import defaultdict
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "searchapp" / "text" / "en_nicknames.txt"
HEAD = """# English given names, each with its nicknames. Made by benchmarks/nicknames.py out of `nicknames`
# {version}, a hand-curated set by Carlton Northern and others, https://github.com/carltonnorthern/nicknames,
# licensed under Apache-2.0, https://www.apache.org/licenses/LICENSE-2.0.
# Changed: one name a line, without what is no single word of letters.
"""


def main() -> None:
    """Write the table."""
    short: dict[str, set[str]] = defaultdict(set)
    with files("nicknames").joinpath("names.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            name, other = row["name1"].strip().lower(), row["name2"].strip().lower()
            if name.isalpha() and other.isalpha() and name != other:
                short[name].add(other)
    lines = [" ".join((name, *sorted(others))) for name, others in sorted(short.items())]
    TABLE.write_text(HEAD.format(version=version("nicknames")) + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
