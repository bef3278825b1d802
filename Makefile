# Two commands matter: `make run` and `make test`. Everything they need, they install.

.DEFAULT_GOAL := help
SHELL := /bin/bash
CANDIDATES := python3.11 python3.12 python3.13 python3.14 python3 /usr/bin/python3
PYTHON ?= $(shell for p in $(CANDIDATES); do $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && command -v $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check -qq
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
CATALOGUES := $(wildcard locales/*/LC_MESSAGES/hawker.po)
NEEDED := $(VENV)/.runtime $(VENV)/.messages
NEEDED_DEV := $(VENV)/.dev $(VENV)/.messages

.PHONY: help setup run test chaos check format lock messages migration schema clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(NEEDED) ## Install what running needs into .venv

run: $(NEEDED) ## Start the shop on http://127.0.0.1:8080 (Ctrl-C stops it)
	@exec $(BIN)/hawker run

test: $(NEEDED_DEV) ## Run the whole suite (installs PostgreSQL and Chromium where it can)
	@$(BIN)/python -m bot.dev.provision
	@$(BIN)/pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder -m "not chaos" $(ARGS)
	@$(if $(ARGS),,$(BIN)/pytest --numprocesses 2 -m chaos tests/chaos/test_chaos.py)

chaos: $(NEEDED_DEV) ## Kill a shop again and again while people buy (make chaos ARGS="--seed 7 --url postgres")
	@$(BIN)/python -m tests.chaos $(ARGS)

check: $(NEEDED_DEV) ## Lint, types, import contracts, migration and translation drift
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/hawker migrate --check
	$(BIN)/python -m bot.dev.messages --check

format: $(NEEDED_DEV) ## Rewrite the code in the house format
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

lock: $(VENV)/.dev ## Write the lock files again (make lock UPGRADE=--upgrade for newer versions)
	@$(COMPILE) $(UPGRADE) requirements.in -o requirements.lock
	@$(COMPILE) $(UPGRADE) requirements-dev.in -o requirements-dev.lock

messages: $(NEEDED) ## Collect new words into locales/ and compile them
	@$(BIN)/python -m bot.dev.messages

migration: $(NEEDED) ## Write the migration for changed models (make migration NAME=add_colours)
	@$(BIN)/hawker migration $(or $(NAME),$(error Name it: make migration NAME=add_colours))

schema: $(NEEDED_DEV) ## Write the newest schema in one piece, after a migration (needs PostgreSQL)
	@$(BIN)/python -m tests.upgrades

clean: ## Remove what was built (never var/)
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name '*.mo' -not -path './var/*' -delete

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Hawker needs Python 3.11 or newer with venv (Debian: python3 and python3-venv)."; exit 1; }
	@echo "Creating .venv with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what running needs (a minute or so, once)"
	@$(PIP) install --require-hashes --no-deps -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "Installing what testing needs (a minute or so, once)"
	@$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

$(VENV)/.messages: $(CATALOGUES) $(VENV)/.runtime
	@$(BIN)/python -m bot.dev.messages --compile
	@touch $@
