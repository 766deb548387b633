"""`python -m searchapp`."""

from searchapp.cli.program import main

main(prog_name="searchapp")
