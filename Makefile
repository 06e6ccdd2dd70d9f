# The two commands that matter: `make sync` runs the tool, `make test` runs its tests.
# Each makes .venv on first use and installs again only when a lock file changes.

PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
RUN := FOLLOWUPS_BY_MAKE=1 $(BIN)/followups

.DEFAULT_GOAL := help
.PHONY: help sync plan agenda draft export serve auth init test coverage soak check format bench lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

sync: .venv/.run ## read the sheet, write the status columns, publish the feed (ARGS=-q for cron)
	@$(RUN) sync $(ARGS)

plan: .venv/.run ## show what sync would change, and change nothing
	@$(RUN) plan $(ARGS)

agenda: .venv/.run ## show what is overdue, due and next
	@$(RUN) agenda $(ARGS)

draft: .venv/.run ## print the drafts for one company (ARGS=Acme)
	@$(RUN) draft $(ARGS)

export: .venv/.run ## print the proof of your job search (ARGS=--md, or ARGS='--csv --output proof.csv')
	@$(RUN) export $(ARGS)

serve: .venv/.run ## serve the feed and the agenda page over HTTP, until stopped
	@$(RUN) serve $(ARGS)

auth: .venv/.run ## sign in to Google (ARGS=--no-browser on a machine without one)
	@$(RUN) auth $(ARGS)

init: .venv/.run ## make a sheet or adopt one, and write followups.toml
	@$(RUN) init $(ARGS)

test: .venv/.dev ## run the tests
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

coverage: .venv/.dev ## run the tests, and see that they reach nearly every branch
	@$(BIN)/python -m pytest -n auto --dist worksteal --cov $(ARGS)

soak: .venv/.dev ## a user edits a Google Sheet under the tool, 100,000 times; any text in any cell (takes hours)
	@FOLLOWUPS_SCHEDULES=100000 $(BIN)/python -m pytest -n auto --dist worksteal tests/test_google_machine.py \
	  tests/core/values/test_any_cell.py $(ARGS)

check: .venv/.dev ## lint, format, types and import layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy sync tests
	@$(BIN)/lint-imports --no-cache

format: .venv/.dev ## format the code and apply the safe fixes
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: .venv/.dev ## time it beside a naive script, as ratios of one run
	@$(BIN)/python -m tests.bench $(ARGS)

lock: .venv/.dev ## resolve the dependencies anew (needs uv on the PATH)
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  pyproject.toml --group build -o requirements.lock
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove .venv and the caches; your sheet and feed stay
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage

PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.venv/.python:
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is not installed; it takes Python 3.11 or newer" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "make: Python 3.11 or newer is needed; try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.run: requirements.lock pyproject.toml | .venv/.python
	@echo "Installing into .venv (once) ..." >&2
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	@echo "Installing the test tools into .venv (once) ..." >&2
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
