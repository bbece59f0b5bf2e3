# make run · make test · make lint · make test-deep: each does all its own set-up in .venv and needs no network once it has.
PORT ?= 8501
NEO4J_PORT ?= 7687
PYTHON ?= $(or $(shell .ci/python),python3)
PY := .venv/bin/python
WHEEL := $(wildcard .ci/bootstrap/pip-*.whl)
.DELETE_ON_ERROR:
.PHONY: help install run neo4j test test-deep lint bench clean

help:
	@echo "make run [PORT=8501]   the app, on this computer only"
	@echo "make neo4j             a Neo4j server on this computer for trying it, until Ctrl-C [NEO4J_PORT=7687]"
	@echo "make test              every test but the long ones"
	@echo "make test-deep         the long ones: kills, fuzz, large numbers; each Python that is found; coverage"
	@echo "make lint              ruff, mypy, import rules"
	@echo "make bench             speed beside named peers"

install: .venv/ready

# An environment where venv is whole, where only pip is there, where neither is (pip's own wheel), as root by apt, in this order.
.venv/pip-ready:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (none is found here). 需要 Python 3.11 或更新版本，这台电脑上没有找到。" >&2; exit 1; }
	@rm -rf .venv
	@if $(PYTHON) -c 'import ensurepip, venv' 2> /dev/null; then $(PYTHON) -m venv .venv; \
	elif $(PYTHON) -m pip --version > /dev/null 2>&1 && $(PYTHON) -m venv --without-pip .venv; then $(PYTHON) -m pip --python $(PY) install -q pip; \
	elif [ -n "$(WHEEL)" ] && $(PYTHON) -m venv --without-pip .venv; then $(PY) $(WHEEL)/pip install -q --no-index --find-links .ci/bootstrap pip; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then apt-get update -qq && apt-get install -qq -y python3-venv > /dev/null && $(PYTHON) -m venv .venv; \
	else echo "This computer's python3 cannot make a virtual environment. Once: sudo apt install python3-venv, then run make again." >&2; exit 1; fi
	@touch $@

.venv/ready: .venv/pip-ready requirements.txt pyproject.toml
	@.ci/pip-install requirements.txt
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	@.ci/pip-install requirements-dev.txt
	@touch $@

.venv/ready-browser: .ci/browser
	@.ci/browser
	@touch $@

run: .venv/ready
	@echo "工作室联盟图谱 · http://127.0.0.1:$(PORT) · Ctrl-C 结束"
	@exec .venv/bin/streamlit run app.py --server.port $(PORT) --server.address 127.0.0.1 --server.headless true

neo4j: .venv/pip-ready
	@if docker info > /dev/null 2>&1; then \
	echo "NEO4J_PASSWORD=$${NEO4J_PASSWORD:-alliance-test} ALLIANCE_STORE=neo4j://127.0.0.1:$(NEO4J_PORT) make run"; NEO4J_PORT=$(NEO4J_PORT) exec docker compose up; \
	else exec $(PY) .ci/neo4j/server.py --port $(NEO4J_PORT) --home .cache/neo4j/home; fi

test: .venv/ready-dev .venv/ready-browser
	@.ci/pytest -m "not deep" -n 2 --dist loadgroup --no-loadscope-reorder

test-deep: .venv/ready-dev .venv/ready-browser
	@.ci/pytest -m deep -n 2 --dist loadgroup --no-loadscope-reorder --timeout 3000
	@.ci/matrix
	@.ci/coverage

lint: .venv/ready-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-cache
	$(PY) -m pytest tests/test_layers.py tests/test_lint.py

bench: .venv/ready-dev
	$(PY) benchmarks/national.py --folder .cache/national --workshops 5000
	$(PY) benchmarks/partners.py --data tests/partners/slice

clean:
	rm -rf .venv .cache
