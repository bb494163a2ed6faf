# The words of daily work. Needs make and Python 3.11 or later; everything else is fetched into .venv.
#
#   make run    open a desk with the story on http://127.0.0.1:8000 (PORT, DATA_DIR, DATABASE_URL)
#   make test   the whole suite, in a browser too (VOLUME=part or full: more of what chance decides)
#   make coverage   which lines the tests run (PYTEST="-n 0 tests/text": of a part)
#   make lint   ruff, djade and mypy
#   make audit  which libraries have a known weakness, or are behind by too long
#   make bench  what it costs, against aims (BENCH_CLAIMS=1000000; BENCH="gate tokens": others)

PYTHON ?= python3
VOLUME ?= $(NEWSROOM_VOLUME)
VENV := .venv
PY := $(VENV)/bin/python
UV_VERSION := 0.13.9
UV := $(VENV)/uv/bin/uv
SYNC := VIRTUAL_ENV=$(VENV) $(UV) pip sync --quiet --require-hashes

.PHONY: run test coverage lint audit bench browser
.DELETE_ON_ERROR:

run: $(VENV)/.runtime
	@exec $(PY) manage.py open_desk --with-parent

# What is tried in full may take an hour in one test, which elsewhere would count as a hang.
PATIENCE := $(if $(filter full,$(VOLUME)),--timeout 0)

# Python's compiled files are kept, in the environment, even where images say otherwise: the tests
# start dozens of Pythons, and each would compile Django anew.
test: $(VENV)/.dev browser
	@PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX="$(CURDIR)/$(VENV)/compiled" \
		NEWSROOM_VOLUME="$(VOLUME)" $(PY) -m pytest -n 3 $(PATIENCE) $(PYTEST)

# Branches count too. Workers of xdist would not be counted, so that the whole takes long; what
# other processes run for the tests (commands, servers) is not counted either.
coverage: $(VENV)/.dev browser
	@mkdir -p var
	@$(PY) -m coverage run -m pytest -n 0 $(PYTEST)
	@$(PY) -m coverage report

# mypy reads the settings, which make a desk's keys: not in the folder of the desk that runs here.
lint: $(VENV)/.dev
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@find templates -name '*.html' -exec $(VENV)/bin/djade --check --target-version 5.2 {} +
	@DATA_DIR="$(CURDIR)/.mypy_cache/desk" $(VENV)/bin/mypy

audit: $(VENV)/.dev
	@$(PY) .ci/audit requirements.txt requirements-mcp.txt

# A script of benchmarks/ answers a question: those of docs/performance.md unless BENCH names others.
BENCH ?= start api_pages growth desk_pages search_words readers copying story_loads tables signers gate

bench: $(VENV)/.dev
	@DATA_DIR="$(or $(BENCH_DIR),$(CURDIR)/var/bench)/small" && export DATA_DIR && \
	$(PY) manage.py migrate --verbosity 0 && \
	$(PY) manage.py collectstatic --noinput --verbosity 0 && \
	for name in $(BENCH); do echo "== $$name"; $(PY) benchmarks/$$name.py || exit 1; done

BROWSERS := chromium chromium-browser google-chrome google-chrome-stable

browser:
	@for name in $(BROWSERS); do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium for the browser tests ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -qq --no-install-recommends chromium >/dev/null; \
	else \
		echo "The browser tests need Chromium: install it (Debian: apt-get install chromium)." >&2; \
		exit 1; \
	fi

# uv lives beside the environment, not in it: a sync removes what the lock does not name.
$(UV):
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("The newsroom needs Python 3.11 or later, and $(PYTHON) is %d.%d. Set PYTHON to another one." % sys.version_info[:2])'
	@echo "Making the environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --target $(VENV)/uv uv==$(UV_VERSION)
	@touch $@

# Where the developers' lock is installed, the one for running is too, and is left at that.
$(VENV)/.runtime: $(UV) requirements.txt requirements-dev.txt
	@if [ -e $(VENV)/.dev ]; then $(SYNC) requirements-dev.txt && touch $(VENV)/.dev; \
	else $(SYNC) requirements.txt; fi
	@touch $@

$(VENV)/.dev: $(UV) requirements-dev.txt
	@$(SYNC) requirements-dev.txt
	@touch $@ $(VENV)/.runtime
