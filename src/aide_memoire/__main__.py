"""`python -m aide_memoire` is the command `aide-memoire`."""

import sys

from aide_memoire.cli.main import main

sys.exit(main())
