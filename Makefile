# Yizhan: everything a day's work needs. `make help` lists it.
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
UV := .uv/bin/uv
UV_VERSION := 0.13.9

.DEFAULT_GOAL := help
.PHONY: help env run test check bench faults test-kafka messages

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The environment: uv in a corner of its own, then exactly what the lock says.
$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] < (3, 14) else "Yizhan needs Python 3.11 to 3.13")'
	@$(PYTHON) -m venv .uv
	@.uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(VENV)/.synced: pyproject.toml uv.lock | $(UV)
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(UV) sync --frozen --quiet --compile-bytecode --python $(PYTHON) --no-python-downloads
	@touch $@

env: $(VENV)/.synced ## The environment in .venv, from the lock

run: env ## Broker, database, four services and demonstration data; Ctrl-C stops all
	@$(BIN)/yizhan up

test: env ## The whole test suite, on brokers and databases of its own; ARGS="tests/intake -k notice", JOBS=1
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: env ## Style, types, boundaries between parts, documentation
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest tests/docs tests/architecture tests/deploy

bench: env ## The benchmark table, each figure against a peer of the same run
	@$(BIN)/python -m tests.bench

faults: env ## The fault suite: how often each fault was planted, and what was lost
	@$(BIN)/python -m tests.faults

test-kafka: env ## The broker-facing tests on three Apache Kafka brokers (needs Java 17 and Maven)
	@$(BIN)/python -m shared.testing.kafka_cluster

messages: env ## Bring the English catalogues up to date with the pages
	@$(BIN)/python -m shared.web.messages
