# Two commands do everything: `make run` and `make test`. Each sets itself up; nothing is installed outside .venv.
# No make (Windows)? README.md has the same steps as plain commands.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

run: $(VENV)/.ready
	$(BIN)/aanbod run

test: $(VENV)/.ready
	$(BIN)/python -m pytest

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/aanbod codebook check

bench: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,bench]'
	$(BIN)/python -m tests.bench

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist reports/out reports/out-pseudonyms *.db *.db-wal *.db-shm

.PHONY: run test lint bench clean
