"""The command line: `main`, with every command in it."""

from searchapp.cli import asking, building, comparing, fetching, keeping, saved, serving
from searchapp.cli.program import main

__all__ = ["asking", "building", "comparing", "fetching", "keeping", "main", "saved", "serving"]
