"""The command line: `main`, with every command in it."""

from searchapp.cli import asking, building, keeping, serving
from searchapp.cli.program import main

__all__ = ["asking", "building", "keeping", "main", "serving"]
