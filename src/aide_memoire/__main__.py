"""`python -m aide_memoire` is the command `aide-memoire`."""

from aide_memoire.cli.entry import run

run()
