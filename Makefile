# What can be done here. `make` alone prints this list, made from the `##` remarks below.
#
# .venv is made by itself, and anew only when pyproject.toml or the pinned packages have changed: .venv/.installed is the stamp of
# what running needs (constraints.txt), .venv/.developed that of what working on the code needs besides (constraints-dev.txt).
# PYTHON=… names another Python; ARGS="…" is handed on to the command behind a target.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV := $(VENV)/.developed
PYTHON ?=
ARGS ?=
UV := $(shell command -v uv 2>/dev/null)
PIN := "$(UV)" pip compile pyproject.toml --extra explore --group build --universal --python-version 3.11 --upgrade --generate-hashes \
    --no-strip-extras --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run pages explore demo-server test fast ui lint types units format bench estimates dictionary questions constraints clean

help: ## this list
	@echo "Sederunt: who sat at which meeting and who spoke."
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "The first call of any of them installs what is needed into $(VENV)."

setup: $(DEV) ## install everything into .venv (the other targets do so by themselves)

run: $(STAMP) ## read the reports in samples/ into data/sederunt.duckdb (ARGS="--source FOLDER --home FOLDER")
	@$(BIN)/sederunt run $(ARGS)

ui: $(STAMP) ## start the Dagster UI and its daemon
	@$(BIN)/sederunt ui $(ARGS)

pages: $(STAMP) ## write a static site of what was published (ARGS="--output FOLDER --home FOLDER")
	@$(BIN)/sederunt pages $(ARGS)

explore: $(STAMP) ## open an app for free questions in the browser (ARGS="--port N --home FOLDER")
	@$(BIN)/sederunt explore $(ARGS)

demo-server: $(STAMP) ## serve the samples as the UN's servers do, on this machine (ARGS="--port N --home FOLDER --fault KIND")
	@$(BIN)/python -m standin $(ARGS)

test: lint types units ## everything that has to pass: lint, types, tests

fast: $(DEV) ## the tests that take seconds
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not slow" $(ARGS)

units: $(DEV) ## all tests
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal $(ARGS)

lint: $(DEV) ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(DEV) ## mypy, strict, on sederunt/
	@$(BIN)/mypy

format: $(DEV) ## put code into its form, and mend what ruff can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(DEV) ## measure speed and memory (benchmarks/)
	@$(BIN)/python -m benchmarks $(ARGS)

estimates: $(DEV) ## measure the accuracy on samples (and $$SEDERUNT_CORPUS) and make it what later versions are held to
	@$(BIN)/python -m scripts.write_estimates

dictionary: $(DEV) ## write docs/dictionary.md and a page a table, with examples answered by the samples
	@$(BIN)/python -m warehouse.dictionary

questions: $(DEV) ## write docs/questions.md: twenty questions and what the samples answer
	@$(BIN)/python -m scripts.write_questions

constraints: ## pin all dependencies anew, with hashes (needs uv)
	@test -n "$(UV)" || { echo "make: constraints.txt is made with uv, and there is none: pip install uv" >&2; exit 1; }
	@$(PIN) -o constraints.txt
	@$(PIN) --group dev --constraint constraints.txt -o constraints-dev.txt

clean: ## remove .venv, caches and builds; data/ stays
	@rm -rf $(VENV) dist .pytest_cache .ruff_cache .mypy_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A Python that fits: the one that was named, else the first of these that runs and is neither too old nor too new; with uv, uv's own
# choice after them. An environment whose Python has gone is made anew; one that a break left half filled is filled up.
define INSTALL
set -eu; \
python=; \
for name in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python); do \
    if "$$name" -c '$(SUPPORTED)' >/dev/null 2>&1; then python=$$name; break; fi; \
done; \
if [ -z "$$python" ] && [ -n "$(UV)" ] && [ -z "$(PYTHON)" ]; then python='>=3.11,<3.14'; fi; \
if [ -z "$$python" ]; then \
    found=$$("$(or $(PYTHON),python3)" --version 2>/dev/null) || found="none that runs as $(or $(PYTHON),python3)"; \
    echo "make: Sederunt needs Python 3.11, 3.12 or 3.13; found: $$found." >&2; \
    echo "make: install one of them, or name it: make PYTHON=/path/to/python3.12 $(or $(MAKECMDGOALS),setup)" >&2; \
    exit 1; \
fi; \
echo "Installing into $(VENV): $(PACKAGES); once only."; \
if ! $(BIN)/python -c '$(SUPPORTED)' >/dev/null 2>&1; then \
    rm -rf $(VENV); \
    if [ -n "$(UV)" ]; then "$(UV)" venv --quiet --python "$$python" $(VENV); \
    else "$$python" -m venv $(VENV) || { echo "make: $$python cannot make a virtual environment;" \
        "on Debian and Ubuntu install the package python3-venv" >&2; rm -rf $(VENV); exit 1; }; fi; \
fi; \
if [ -n "$(UV)" ]; then \
    "$(UV)" pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r $(PINS); \
    "$(UV)" pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
else \
    $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(PINS); \
    $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .; \
fi
endef

$(STAMP): PINS = constraints.txt
$(STAMP): PACKAGES = some 110 packages, about 1.3 GB, one to three minutes
$(STAMP): pyproject.toml constraints.txt
	@$(INSTALL)
	@touch $@

# Running needs less than working on the code: whoever has the second has the first.
$(DEV): PINS = constraints-dev.txt
$(DEV): PACKAGES = some 150 packages, about 1.9 GB, one to four minutes
$(DEV): pyproject.toml constraints.txt constraints-dev.txt
	@$(INSTALL)
	@touch $(STAMP) $@
