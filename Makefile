# Front Office from a checkout. `make demo` shows it, `make test` tests it, `make help` lists the rest.

PYTHON ?= python3
PORT ?= 8000
CORPUS ?= $(wildcard ../shared/bench/mtrag_govt/corpus.jsonl)
TASKS ?= $(wildcard ../shared/bench/mtrag_govt/dev_tasks.jsonl)
RULES ?= $(wildcard ../shared/bench/orsharc/rules.jsonl)
RULE_TASKS ?= $(wildcard ../shared/bench/orsharc/dev.jsonl)
MODE ?= semantic

# Modules are compiled once, not at every start.
export PYTHONDONTWRITEBYTECODE :=

RUN := .venv/bin/python
FRONTOFFICE := $(RUN) -m frontoffice
PIP := $(RUN) -m pip --disable-pip-version-check --quiet install
LOCKED := $(PIP) --require-hashes --only-binary :all:
COMPILE := $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header $(if $(UPGRADE),--upgrade)

BUILT := frontoffice/foundation/ui/static/ui/built/app.js
MADE := .venv/core.stamp $(BUILT) .venv/messages.stamp
CATALOGS := $(shell find frontoffice demo -name '*.po')
STATICS := $(shell find frontoffice demo -path '*/static/*' -type f -not -path '*/built/*')

# The demonstration is set up the same whatever the caller's environment says.
DEMO_DIR := var/demo
OTHERS := DATABASE_URL EMAIL_URL DJANGO_SETTINGS_MODULE $(filter FRONTOFFICE_%,$(.VARIABLES))
DEMO := env $(OTHERS:%=-u %) FRONTOFFICE_DEMO=1 FRONTOFFICE_DATA_DIR="$(CURDIR)/$(DEMO_DIR)" \
	FRONTOFFICE_PUBLIC_URL=http://localhost:$(PORT)
TESTING := FRONTOFFICE_TESTING=1
MEASURED = FRONTOFFICE_DEMO=1 FRONTOFFICE_DATA_DIR="$(CURDIR)/var/bench" $(FRONTOFFICE) bench
BENCH = $(MEASURED) answers --mode $(MODE) --corpus "$(CORPUS)" --tasks "$(TASKS)" \
	$(if $(and $(RULES),$(RULE_TASKS)),--corpus "$(RULES)" --tasks "$(RULE_TASKS)") --write
UNAVAILABLE := 69
STORM_MAILS ?= 1000
STORM := STORM_MAILS=$(STORM_MAILS) $(RUN) -m pytest --create-db tests/crash/test_storm.py -q -s
SIZES ?= 10000 100000
DESK := FRONTOFFICE_DEMO=1 FRONTOFFICE_DATA_DIR="$(CURDIR)/var/bench-desk" $(FRONTOFFICE)
BENCH_DESK = sh -c '$(DESK) migrate --verbosity 0 && $(DESK) collectstatic --noinput --verbosity 0 \
	&& $(DESK) bench desk --cases $(SIZES) --write'

.PHONY: storm help demo semantic mcp serve test check lint types imports house migrations format lock bench-answers bench-search bench-authority bench-audit bench-desk bench-duplicates wheel clean clean-demo
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

help: ## What can be made
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

demo: $(MADE) $(DEMO_DIR)/static.stamp ## The demonstration agency at http://localhost:8000 (PORT=… for another port)
	@$(DEMO) $(FRONTOFFICE) demo
	@exec $(DEMO) $(FRONTOFFICE) serve --port $(PORT)

semantic: .venv/semantic.stamp ## Find by meaning too: a sentence model that runs on this machine (60 MB)

mcp: .venv/mcp.stamp ## Let assistants act with a colleague's token, by the Model Context Protocol

serve: $(MADE) ## Web server and worker on the settings of your environment
	@exec $(FRONTOFFICE) serve --port $(PORT)

test: .venv/dev.stamp $(MADE) ## The whole suite on SQLite and on PostgreSQL (ARGS=… for pytest)
	@exec $(RUN) tools/run_tests.py $(ARGS)

check: lint types imports house migrations ## What must hold before a change is merged, besides the tests

lint: .venv/dev.stamp
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

types: .venv/dev.stamp
	$(TESTING) $(RUN) -m mypy
	MYPYPATH=tools $(RUN) -m mypy --strict --config-file= tools/*.py assets/build.py

imports: .venv/dev.stamp
	.venv/bin/lint-imports

house: .venv/dev.stamp
	$(RUN) -m pytest tests/house

migrations: .venv/dev.stamp
	$(TESTING) $(FRONTOFFICE) makemigrations --check --dry-run
	$(RUN) tools/check_migrations.py

format: .venv/dev.stamp ## Lay out the code and sort the imports
	$(RUN) -m ruff check --fix --exit-zero .
	$(RUN) -m ruff format .

lock: .venv/dev.stamp ## Lock what requirements/*.in ask for (UPGRADE=1 for newer versions)
	$(COMPILE) requirements/core.in -o requirements/core.txt
	$(COMPILE) -c requirements/core.txt requirements/build.in -o requirements/build.txt
	$(COMPILE) requirements/node.in -o requirements/node.txt
	$(COMPILE) -c requirements/core.txt requirements/dev.in -o requirements/dev.txt
	$(COMPILE) -c requirements/dev.txt requirements/semantic.in -o requirements/semantic.txt
	$(COMPILE) -c requirements/dev.txt requirements/mcp.in -o requirements/mcp.txt
	$(COMPILE) --no-deps requirements/model.in -o requirements/model.txt

duties: .venv/dev.stamp $(MADE) ## Run the scenarios of the duties; keep what they show and the count in the README
	$(RUN) tools/show_duties.py

storm: .venv/dev.stamp $(MADE) ## A thousand mails while workers and database are killed; writes benchmarks/storm.md (STORM_MAILS=…)
	env -u DATABASE_URL $(STORM)
	$(RUN) tools/postgres.py --durable env $(STORM) || [ $$? -eq $(UNAVAILABLE) ]

bench-answers: $(MADE) .venv/semantic.stamp ## Measure the answers and write benchmarks/answers.md (CORPUS=… TASKS=… MODE=lexical)
	@test -n "$(CORPUS)" -a -n "$(TASKS)" || { echo "Name the files: make bench-answers CORPUS=… TASKS=…"; exit 1; }
	env -u DATABASE_URL $(BENCH)
	$(RUN) tools/postgres.py env $(BENCH) || [ $$? -eq $(UNAVAILABLE) ]

bench-search: $(MADE) .venv/semantic.stamp ## Measure how fast answers are found and write benchmarks/search.md (CORPUS=… TASKS=…)
	@test -n "$(CORPUS)" -a -n "$(TASKS)" || { echo "Name the files: make bench-search CORPUS=… TASKS=…"; exit 1; }
	env -u DATABASE_URL $(MEASURED) search --corpus "$(CORPUS)" --tasks "$(TASKS)" --write
	$(RUN) tools/postgres.py env $(MEASURED) search --corpus "$(CORPUS)" --tasks "$(TASKS)" --write || [ $$? -eq $(UNAVAILABLE) ]

bench-authority: $(MADE) ## Measure the check of authority and write benchmarks/authority.md
	env -u DATABASE_URL $(MEASURED) authority --write
	$(RUN) tools/postgres.py env $(MEASURED) authority --write || [ $$? -eq $(UNAVAILABLE) ]

bench-audit: $(MADE) ## Seal and verify a million events and write benchmarks/audit.md
	env -u DATABASE_URL $(MEASURED) audit --write
	$(RUN) tools/postgres.py env $(MEASURED) audit --write || [ $$? -eq $(UNAVAILABLE) ]

bench-desk: $(MADE) ## Measure the desk with many cases by HTTP and write benchmarks/desk.md (SIZES="10000 100000")
	rm -rf var/bench-desk
	env -u DATABASE_URL $(BENCH_DESK)
	$(RUN) tools/postgres.py --durable --database frontoffice_bench_desk env $(BENCH_DESK) || [ $$? -eq $(UNAVAILABLE) ]

bench-duplicates: $(MADE) ## Look for people who are on file twice among made-up ones and write benchmarks/duplicates.md
	env -u DATABASE_URL $(MEASURED) duplicates --write
	$(RUN) tools/postgres.py env $(MEASURED) duplicates --write || [ $$? -eq $(UNAVAILABLE) ]

wheel: $(MADE) ## The installable package, in dist/
	@rm -rf build/lib build/bdist.*
	$(RUN) -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean: ## Remove what was made, but no data
	rm -rf .venv build dist assets/node_modules frontoffice/foundation/ui/static/ui/built
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info

clean-demo: ## Forget what was entered in the demonstration
	rm -rf $(DEMO_DIR)

.venv/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv module is needed (Debian, Ubuntu: apt install python3-venv)."; exit 1; }
	@echo "Making the environment …"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/core.stamp: .venv/made.stamp requirements/core.txt requirements/build.txt pyproject.toml
	@echo "Installing the locked dependencies …"
	@$(LOCKED) -r requirements/core.txt -r requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: .venv/core.stamp requirements/dev.txt
	@echo "Installing the locked tools …"
	@$(LOCKED) -r requirements/dev.txt
	@touch $@

.venv/semantic.stamp: .venv/core.stamp requirements/semantic.txt requirements/model.txt
	@echo "Installing the sentence model …"
	@$(LOCKED) -r requirements/semantic.txt
	@$(RUN) tools/sentence_model.py
	@touch $@

.venv/mcp.stamp: .venv/core.stamp requirements/mcp.txt
	@echo "Installing the server for assistants …"
	@$(LOCKED) -r requirements/mcp.txt
	@touch $@

# The system's npm where there is a recent one; otherwise Node comes as a Python package.
.venv/node.stamp: .venv/core.stamp requirements/node.txt
	@command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 18)' 2>/dev/null \
		|| $(LOCKED) -r requirements/node.txt
	@touch $@

# The build looks itself whether anything changed, and leaves what did not.
$(BUILT): .venv/node.stamp FORCE
	@$(RUN) assets/build.py

.venv/messages.stamp: .venv/core.stamp $(CATALOGS)
	@$(RUN) tools/messages.py
	@touch $@

FORCE:

$(DEMO_DIR)/static.stamp: $(BUILT) $(STATICS) requirements/core.txt
	@echo "Collecting the static files …"
	@mkdir -p $(DEMO_DIR)
	@$(DEMO) $(FRONTOFFICE) collectstatic --noinput --verbosity 0
	@touch $@
