# Everything runs in .venv, which each target builds with nothing but Python and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test test-storm test-terminal test-desktop check format lint types layers docs docs-check bench build clean

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

.venv/.runtime: pyproject.toml constraints.txt
	@test -d .venv || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/.dev: .venv/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: .venv/.runtime ## Run a whole invented study, from transcripts to a theme report, in demo/
	@rm -rf demo
	$(BIN)/qualcode demo demo

test: .venv/.dev ## Run the tests (about five minutes on two cores)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m 'not storm' --ignore=tests/desktop

test-storm: .venv/.dev ## Run the long random sessions
	$(BIN)/python -m pytest -m storm

.venv/.desktop: .venv/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[desktop]'
	@touch $@

test-terminal: .venv/.dev ## Drive the screens in a real terminal; needs tmux and bash
	@for program in tmux bash; do command -v $$program >/dev/null || { echo "$$program is missing: install it with your system's packages" >&2; exit 1; }; done
	$(BIN)/python -m pytest tests/desktop/test_terminal.py

test-desktop: .venv/.desktop ## Drive screens and reports in real programs; needs tmux, bash, chromium and LibreOffice
	@for program in tmux bash chromium soffice; do command -v $$program >/dev/null || { echo "$$program is missing: install it with your system's packages" >&2; exit 1; }; done
	$(BIN)/python -m pytest tests/desktop

check: format lint types layers test docs-check ## Everything that must hold before a change lands

format: .venv/.dev ## Is the code formatted
	$(BIN)/ruff format --check .

lint: .venv/.dev ## Is the code free of known mistakes
	$(BIN)/ruff check .

types: .venv/.dev ## Do the types hold
	$(BIN)/mypy

layers: .venv/.dev ## Does each layer know only those below it
	$(BIN)/lint-imports

docs: .venv/.dev ## Write the program's own words and the example's reports into README.md and docs/
	PYTHONPATH=docs $(BIN)/cog -r README.md docs/*.md
	$(BIN)/python docs/picture.py
	$(BIN)/python docs/example_reports.py

docs-check: .venv/.dev ## Are README.md and docs/ in step with the program
	PYTHONPATH=docs $(BIN)/cog --check --diff README.md docs/*.md
	$(BIN)/python docs/picture.py --check
	$(BIN)/python docs/example_reports.py --check

bench: .venv/.dev ## Measure, as ratios within one run
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/importing.py

build: .venv/.dev ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

clean: ## Remove what was built
	rm -rf .venv dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
