# Two commands do all the set-up on a fresh machine: `make study` starts the app, `make test` runs the tests.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: study test test-hard test-devices mutants anki check format bench bench-quick bench-learning bench-scale picture reference docs clean

study: $(READY)  ## start the app
	@$(BIN)/aide-memoire

test: $(READY) anki  ## run the tests
	@$(BIN)/python -m pytest -n auto --dist loadfile

test-hard: $(READY)  ## hostile decks and files, kills, faults, fuzzing: some ten minutes
	@AT_LENGTH=1 $(BIN)/python -m pytest -n auto tests/hard $$(grep -rl 'import at_length' tests --include='test_*.py')

test-devices: $(READY)  ## sync over what carries it: two Syncthing daemons and a PostgreSQL server of their own, on this machine
	@$(BIN)/python -m pytest tests/devices -rs -n auto --dist loadfile

mutants: $(READY)  ## small random changes in the code that no test notices: by hand or nightly, ten minutes
	@$(BIN)/python tests/mutants.py

anki: $(READY)  ## an environment with Anki itself, for the tests that carry progress there and back
	@$(BIN)/python tests/with_anki/environment.py

check: $(READY)  ## format, lint, types, import contracts, decks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/aide-memoire check --strict decks
	$(BIN)/taplo check --schema "file://$(CURDIR)/decks/deck.schema.json" decks/*.toml
	$(BIN)/python -m pytest tests/decks/test_schema.py

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## measure all that is promised beside the peers (ten minutes, after as many once for its worlds); fails where a row is worse by a third
	@$(BIN)/python -m bench.report

bench-quick: $(READY)  ## the same over smaller worlds in fewer rounds, some three minutes
	@$(BIN)/python -m bench.report --quick

bench-learning: $(READY)  ## simulated learners at the program, into bench/LEARNING.md (a quarter of an hour)
	@$(BIN)/python -m bench.learning

bench-scale: $(READY)  ## sync with long logs over a folder and a class of a thousand over PostgreSQL, into bench/SCALE.md (ten minutes)
	@$(BIN)/python -m bench.scale

picture: $(READY)  ## make the pictures of README and docs anew, the recording too
	$(BIN)/python -m docs.picture

docs: $(VENV)/.docs  ## the documentation as a site, in site/; a link that leads nowhere is an error
	@$(BIN)/zensical build --strict --clean

$(VENV)/.docs: $(READY)
	@$(BIN)/python -m pip install --quiet --group docs
	@touch $@

reference: $(READY)  ## make the man page and docs/reference anew from the program
	$(BIN)/python docs/reference.py

clean:
	rm -rf $(VENV) .venv-anki .bench .cache dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "aide-memoire needs Python 3.11 or later; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@$(BIN)/python -m compileall -q src  # as pip does with what it copies: tests start the program a thousand times
	@touch $@
