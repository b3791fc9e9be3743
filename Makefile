# Signpost. `make run` and `make test` each work on a fresh clone; both set up the environment first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help install run index refresh test test-browser test-operations test-faults bench bench-load bench-scale screenshots examples licences weigh lint eval-gate clean

help:            ## show the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 16

install: $(READY)  ## virtual environment with exactly the locked versions

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Signpost needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[test,evals]'
	@touch $(READY)

run: $(READY)    ## the chat in the browser; builds an index of what is at hand first
	@$(BIN)/python -m index.build
	$(BIN)/streamlit run app.py --server.headless=$(if $(CI),true,false)

index: $(READY)  ## index the corpus at hand
	$(BIN)/python -m index.build

refresh: $(READY)  ## get what is new from the publishers, then index it
	@status=0; $(BIN)/python -m corpus.refresh || status=$$?; $(BIN)/python -m index.build && exit $$status

test: $(READY)   ## all tests but those of a browser or a running service; offline, no key
	$(BIN)/lint-imports --no-cache
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -m "not browser and not operations and not faults"

test-browser: $(READY)  ## the running app in Chromium
	$(BIN)/python -m pytest -m browser

test-operations: $(READY)  ## the service as it is deployed: stop, read-only root, units, backup
	$(BIN)/python -m pytest -m operations

test-faults: $(READY)  ## what kills, full disks, damage and a jumping clock do; FORM=--long for twenty rounds
	$(BIN)/python -m pytest -m faults $(FORM)

bench: $(READY)  ## seconds and memory to read, index, start and answer
	$(BIN)/python -m evals.bench

bench-load: $(READY)  ## many sessions at once, in short; FORM=--long for all sizes and ten minutes of soak
	$(BIN)/python -m evals.load $(FORM)

bench-scale: $(READY)  ## many more passages, in short; FORM=--long for 10,000 and 100,000, FORM=--largest for a million too
	$(BIN)/python -m evals.scale $(FORM)

eval-gate: $(READY)  ## fails when answers became worse than the committed baseline
	$(BIN)/python -m evals.gate

screenshots: $(READY)  ## the pictures in docs/
	$(BIN)/python docs/screenshots.py

examples: $(READY)  ## docs/examples.md, twenty answers over the digest
	$(BIN)/python docs/examples.py

licences: $(READY)  ## docs/dependency-licences.md, the licence of every package needed
	$(BIN)/python docs/licences.py

weigh: $(READY)  ## learn anew what tells that a question is answered
	$(BIN)/python -m evals.weigh

lint: $(READY)   ## style and import direction
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

clean:           ## remove the environment and everything that running left behind
	rm -rf $(VENV) data
