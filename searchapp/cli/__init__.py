"""The command line: `main`, with every command in it."""

from searchapp.cli import asking, building, comparing, cues, fetching, keeping, saved, serving
from searchapp.cli.program import main

__all__ = ["asking", "building", "comparing", "cues", "fetching", "keeping", "main", "saved", "serving"]
