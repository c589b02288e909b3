"""`python -m aide_memoire` is the command `aide-memoire`."""

from aide_memoire.cli.main import run

run()
