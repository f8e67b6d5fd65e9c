# `make` alone lists the targets. Variables: docs/operations.md.
.DEFAULT_GOAL := help
.PHONY: help run stop setup setup-dev browser test test-all check format bench backup restore manage lock

PYTHON_IN_VENV := .venv/bin/python
TEST_DATA ?= .data/test
BENCH_DATA ?= .data/bench
WITH_TEST_SERVERS := $(PYTHON_IN_VENV) -m config.with_servers --data $(TEST_DATA) --throw-away --
PYTEST := $(WITH_TEST_SERVERS) $(PYTHON_IN_VENV) -m pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/benchmarks
SOURCES := config programs tracker tests manage.py
ARGS ?=
# Python's compiled files make every start after the first one seconds faster.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONHASHSEED ?= 0

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup  ## set up what is missing and run the product until Ctrl-C (PORT=8000 DATABASE_URL= BROKER_URL= DATA_DIR=.data)
	@exec $(PYTHON_IN_VENV) -m config.launch

stop:  ## stop the product that runs with this DATA_DIR
	@$(PYTHON_IN_VENV) -m config.launch.stop

setup:
	@config/setup.sh run

setup-dev:
	@config/setup.sh dev

browser: setup-dev
	@config/find_chromium.sh >/dev/null

test: browser  ## the suite without the long runs, on servers of its own (ARGS= for pytest)
	@CHROMIUM=$$(cat .venv/chromium) $(PYTEST) -m "not slow" $(ARGS)

test-all: browser  ## the whole suite
	@CHROMIUM=$$(cat .venv/chromium) $(PYTEST) $(ARGS)

check: setup-dev  ## format, lint, types, missing migrations, import walls, templates
	@$(PYTHON_IN_VENV) -m ruff format --check $(SOURCES)
	@$(PYTHON_IN_VENV) -m ruff check $(SOURCES)
	@$(PYTHON_IN_VENV) -m mypy $(SOURCES)
	@.venv/bin/lint-imports
	@.venv/bin/djlint --quiet --lint programs tracker
	@$(WITH_TEST_SERVERS) $(PYTHON_IN_VENV) manage.py makemigrations --check --dry-run

format: setup-dev  ## format the code and mend what ruff can mend
	@$(PYTHON_IN_VENV) -m ruff format $(SOURCES)
	@$(PYTHON_IN_VENV) -m ruff check --fix $(SOURCES)

bench: setup-dev  ## measure, on servers of its own
	@$(PYTHON_IN_VENV) -m config.with_servers --data $(BENCH_DATA) -- $(PYTHON_IN_VENV) -m pytest tests/benchmarks $(ARGS)

backup: setup  ## write the embedded database to FILE=x.dump; may be done while the product runs
	@$(PYTHON_IN_VENV) -m config.backup save "$(FILE)"

restore: setup  ## replace the embedded database with FILE=x.dump; the product must be stopped
	@$(PYTHON_IN_VENV) -m config.backup restore "$(FILE)"

manage: setup  ## a command of manage.py with servers: make manage ARGS="createsuperuser"
	@$(PYTHON_IN_VENV) -m config.with_servers -- $(PYTHON_IN_VENV) manage.py $(ARGS)

# Versions stay as they are locked; `make lock UPGRADE=--upgrade` takes the newest that the .in files allow.
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" .venv/uv/bin/uv pip compile --quiet --generate-hashes --universal \
	--python-version 3.11 --no-emit-index-url --no-emit-find-links $(UPGRADE)
lock: setup  ## compile the hash-locked requirements and package-lock.json again
	@$(COMPILE) requirements.in -o requirements.txt
	@$(COMPILE) requirements-dev.in -o requirements-dev.txt
	@$(COMPILE) requirements-node.in -o requirements-node.txt
	@$(COMPILE) requirements-uv.in -o requirements-uv.txt
	@config/setup.sh lock
