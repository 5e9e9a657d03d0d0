# Every task of the project. `make` alone prints them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON := $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
RUN := $(BIN)/python
# Twice as many test processes as cores, at most eight: most of them wait for a browser or a socket.
WORKERS := $(shell n=$$(getconf _NPROCESSORS_ONLN); echo $$((n < 4 ? 2 * n : 8)))

.PHONY: help
help: ## print this help
	@echo "make …"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ------------------------------------------------------------------ set-up

.PHONY: init
init: .venv/.ready ## install everything into .venv (instant when nothing changed)

.venv/.ready: requirements/run.txt requirements/dev.txt requirements/install pyproject.toml
	@requirements/install "$(PYTHON)"
	@touch $@

# ------------------------------------------------------------------ see it

.PHONY: demo
demo: init ## a small company on a pretend Slack, in your browser; STORY=1 tells a story in the terminal
	@exec $(RUN) -m $(if $(STORY),sandbox.story,sandbox.demo)

# ------------------------------------------------------------------ check it

.PHONY: test
test: check ## everything: style, types, imports, and all tests on SQLite, PostgreSQL and Chromium
	@$(RUN) -m pytest --numprocesses=$(WORKERS) --dist=loadgroup $(ARGS)

.PHONY: check
check: init ## style, types and imports only
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check --diff
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > .venv/imports.txt || { cat .venv/imports.txt; exit 1; }
	@echo "style, types and imports are in order"

.PHONY: bench
bench: init ## measure what README says about speed, memory and search; ARGS=--million for more texts
	@$(RUN) -m benchmarks $(ARGS)

# ------------------------------------------------------------------ write it

.PHONY: golden
golden: init ## rewrite the expected views in tests/golden (read the diff afterwards)
	@$(RUN) -m pytest -q --golden tests/views

.PHONY: catalogs
catalogs: init ## bring the French and English catalogues up to date with the code
	@$(RUN) -m bot.i18n.catalogues

.PHONY: migration
migration: init ## write the next migration: make migration NAME="what changed"
	@test -n "$(NAME)" || { echo 'Say what changes: make migration NAME="what changed"' >&2; exit 2; }
	@rm -f .venv/migration.db
	@$(RUN) -c "$$WRITE_MIGRATION" "$(NAME)"

# The difference between the tables in the code and a database at the latest revision.
define WRITE_MIGRATION
import pathlib, sys
from alembic import command
from storage.schema import alembic_config, upgrade
url = "sqlite:///.venv/migration.db"
upgrade(url)
number = len(list(pathlib.Path("migrations/versions").glob("[0-9]*.py"))) + 1
command.revision(alembic_config(url), sys.argv[1], autogenerate=True, rev_id=f"{number:04}")
endef
export WRITE_MIGRATION

.PHONY: requirements
requirements: init ## resolve the pinned requirements again, with their hashes (ARGS=--upgrade for newer ones)
	@for part in run:pyproject.toml dev:requirements/dev.in; do \
	  $(BIN)/uv pip compile --quiet --generate-hashes --no-header --universal --python-version 3.11 \
	    $(ARGS) "$${part#*:}" --output-file "requirements/$${part%%:*}.txt"; \
	done
