# Two commands matter: `make run` serves the page, `make test` runs every test. `make` alone lists the rest.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run setup setup-test index test lint browser postgres library bench eval eval-model lock clean

VENV   := .venv
BIN    := $(VENV)/bin
PYTHON ?= python3

# Compiled modules halve every start, so nothing may forbid writing them.
unexport PYTHONDONTWRITEBYTECODE PIP_NO_COMPILE
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## set everything up and serve the page on http://localhost:8501
	@$(BIN)/python -m assistant run

setup: $(BIN)/python ## only the set-up: dependencies, embedder, notes index
	@$(call install,requirements.lock)
	@$(call project)
	@$(BIN)/python -m assistant index

setup-test: $(BIN)/python
	@$(call install,requirements-test.lock)
	@cp requirements.lock $(VENV)/installed-requirements.lock
	@$(call project)
	@$(BIN)/python -m assistant index

index: setup ## make new and changed practice notes searchable (part of every set-up)

# A file stays with one worker, as its tests may share a page; two workers fit the smallest machine.
test: setup-test browser postgres lint ## set everything up and run every test
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup-test ## style, types and floors
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

library: setup ## take stock of the practice notes: coverage, reviews due, reading grades, repeats
	@$(BIN)/python -m assistant library

bench: setup-test ## measure, beside a limit or a peer in the same run
	@$(BIN)/python -m tests.bench

eval: setup-test ## quality measured without a model: agendas, search, and the judge of a model's words
	@$(BIN)/python -m tests.evals

eval-model: setup-test ## how many slots a model earns (ASSISTANT_MODEL_URL, _KEY, _NAME; else the local one)
	@$(BIN)/python -m tests.evals.model

lock: setup-test ## resolve the dependencies again and write both lock files
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv lock --upgrade
	@$(call export,--group build,requirements.lock)
	@$(call export,--group build --group test,requirements-test.lock)

clean: ## remove what was installed; what you entered stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find assistant tests -name __pycache__ -prune -exec rm -rf {} +

# --- how it is done ---------------------------------------------------------------------------

# A Python of a version we run on: the one you name (make PYTHON=/path/to/python3.12), else the first found.
$(BIN)/python:
	@for python in $(PYTHON) python3.13 python3.12 python3.11; do \
	  if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$("$$python" --version) ..."; \
	    "$$python" -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    echo "This Python cannot make a virtual environment; on Debian and Ubuntu the package python3-venv is missing." >&2; \
	    exit 1; \
	  fi; \
	done; \
	echo "Python 3.11, 3.12 or 3.13 is needed and was not found. Install one, or name it: make PYTHON=/path/to/python3.12" >&2; \
	exit 1

# Install what a lock names, checked by hash, when the lock is not the one installed last.
define install
if ! cmp -s $(1) $(VENV)/installed-$(1); then \
  echo "Installing $$(grep -c == $(1)) packages (about two minutes the first time) ..."; \
  $(BIN)/python -m pip install --quiet --require-hashes --requirement $(1) || exit 1; \
  $(BIN)/python -m compileall -q -j 0 $(VENV)/lib > /dev/null || true; \
  cp $(1) $(VENV)/installed-$(1); \
fi
endef

# Our own package: installed in place, and compiled.
define project
cmp -s pyproject.toml $(VENV)/installed-pyproject.toml || { \
  $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable . || exit 1; \
  cp pyproject.toml $(VENV)/installed-pyproject.toml; \
}; \
$(BIN)/python -m compileall -q assistant app.py
endef

define export
$(BIN)/uv export --quiet $(1) --no-emit-project --no-header --no-annotate --output-file $(2) > /dev/null
endef

# What a test needs and the machine lacks is installed where that is allowed; without it, those tests are
# skipped by name.
browser:
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do \
	  command -v $$name > /dev/null && exit 0; \
	done; \
	$(call apt,chromium,browser)

postgres:
	@command -v initdb > /dev/null && exit 0; \
	ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 && exit 0; \
	$(call apt,postgresql,PostgreSQL)

define apt
if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
  echo "Installing $(1) for the $(2) tests ..."; \
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1)) > /dev/null \
    || echo "WARNING: $(1) could not be installed; the $(2) tests will be skipped." >&2; \
else \
  echo "WARNING: $(1) is not installed; the $(2) tests will be skipped." >&2; \
fi
endef
