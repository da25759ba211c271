# Everything a person types here. Needs only Python 3.11+ and make: each target makes .venv and installs what it needs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: run test lint types eval answers bench chaos mutants catalogues documents changes licences lock clean

run: $(VENV)/.installed
	@$(BIN)/python -m bot

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	$(BIN)/vulture

types: $(VENV)/.installed-dev
	$(BIN)/mypy

# Quality figures. The reference answers and the texts to measure on are not part of the repository: they are
# looked for beside it, or named (REFERENCE=… DATA=… PAGES=… CASES=…). ARGS="--show-errors" lists the failing cases.
REFERENCE ?= $(firstword $(wildcard ../*/gold))
DATA      ?= $(patsubst %/polnear,%,$(firstword $(wildcard ../*/data/polnear)))
PAGES     ?= $(wildcard ../*/desk*/corpus)
CASES     ?= $(lastword $(sort $(wildcard ../*/cases/*.jsonl)))
eval: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.evaluation $(if $(REFERENCE),--reference $(REFERENCE)) $(if $(DATA),--data $(DATA)) $(if $(PAGES),--pages $(PAGES)) $(if $(CASES),--cases $(CASES)) $(ARGS)

# Writes the whole answers kept in tests/chat/whole_answers and the sessions in README.md and docs/ anew, where they are
# meant to change; read them then.
answers: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -q -n 0 tests/chat/test_whole_answers.py tests/chat/test_pictures.py tests/chat/test_first_minutes.py tests/test_program.py -k 'whole_answer or picture or session_in_the_documents' --renew-answers

# Speed and memory figures; nothing in the test suite is timed. ARGS="starter" or "growth" runs a part.
bench: $(VENV)/.installed-dev
	$(BIN)/python -m tests.benchmarks $(ARGS)

# Whether the tests notice when a rule is turned round: 400 mutants of the modules that keep the promises, some
# forty minutes; ARGS="--most 40 --module pronouns" tries fewer.
mutants: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.mutants $(ARGS)

# What the bot promises when it is killed, flooded and lied to; prints figures. An hour; ARGS="kill" runs a part, and
# ARGS="postgres --kills 20 --deliveries 50 --questions 200" less of one.
chaos: $(VENV)/.installed-dev
	$(BIN)/python -m tests.chaos $(ARGS)

# Puts everything the bot says into the catalogues of bot/languages and lists what is left to translate.
catalogues: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.languages.catalogues

# Writes docs/commands.md, docs/settings.md and the values of docs/glossary.md anew from the code.
documents: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.documents

# Shows what CHANGELOG.md will say of the next version, put together from docs/changes; with VERSION=0.2.0 it is written
# there, and the files are taken away.
changes: $(VENV)/.installed-dev
	@$(BIN)/towncrier build $(if $(VERSION),--yes --version $(VERSION),--draft --version next)

# Lists what others wrote, with licences and sizes, in THIRD_PARTIES.md.
licences: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.third_parties

# A new lock file from pyproject.toml, for every platform and Python at once.
lock: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet pyproject.toml --extra build --output-file requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet pyproject.toml --extra build --extra dev --output-file requirements-dev.lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Aide-Mémoire needs Python 3.11 or newer: install it (Debian: apt-get install python3; macOS: brew install python) or name it, as in: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: install it (Debian: apt-get install python3-venv) and run make again."; exit 2; }
	@$(PYTHON) -m venv $(VENV)

# The project itself is installed from here without its dependencies: those come from the lock, each checked by its hash.
$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Aide-Mémoire needs (once, about a minute) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Aide-Mémoire and its tests need (once, about a minute) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
