# New Care Models Evidence Base. Type `make` to see what it does.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8001
# pip options for torch alone: on Linux without a GPU, TORCH_INDEX="--index-url <PyTorch's CPU index>" saves gigabytes.
TORCH_INDEX ?=
DRAFTS ?=
# What a change is compared with.
BASE ?= main
BIN := .venv/bin
DATABASE := build/kb.db
ENTRIES := $(shell find entries -name '*.yml' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help serve test build check fmt stale links preview pr lint eval bench torture sbom audit docs release clean lock

help: ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

.venv/used: requirements-torch.lock requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12 …"; exit 2; }
	$(PYTHON) -m venv .venv
	@# A wheel that lies in a folder of pip's find-links is taken before an index is asked: it has no hash pip would prefer.
	$(BIN)/pip install --quiet --no-index --require-hashes --no-deps -r requirements-torch.lock 2>/dev/null || \
	  $(BIN)/pip install --quiet --disable-pip-version-check $(TORCH_INDEX) --require-hashes --no-deps -r requirements-torch.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -c 'import torch' 2>/dev/null || { echo "This build of torch needs CUDA's libraries; they are installed too."; \
	  $(BIN)/pip install --quiet --disable-pip-version-check $(TORCH_INDEX) $$(sed -n 's/^\(torch==[^ ]*\).*/\1/p' requirements-torch.lock); }
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/developed: .venv/used requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

build: .venv/used ## build build/kb.db from entries/
	@$(BIN)/kb build

serve: build ## build, then serve on http://127.0.0.1:8001 (PORT= changes it)
	@$(BIN)/kb serve --port $(PORT) --watch

check: .venv/used ## list every problem of the entries, and the files that are not in the one layout
	@$(BIN)/kb check $(CHECK)
	@$(BIN)/kb fmt --check

fmt: .venv/used ## lay the files of the entries out, and mend what is safe to mend
	@$(BIN)/kb fmt --fix

test: .venv/developed ## run all tests
	@$(BIN)/pytest -n 2 --dist loadfile

stale: .venv/used ## list entries, contacts and links past their date, by owner
	@$(BIN)/kb stale

links: .venv/used ## ask whether the addresses of sources still answer; needs the network
	@-$(BIN)/kb links

preview: .venv/used ## tell what a change does to the base: make preview BASE=main
	@# Entries with errors have no build; the comment names them all the same.
	-@$(BIN)/kb build
	@$(BIN)/kb preview --base $(BASE)

pr: ## all that a pull request runs, with the same words: make pr BASE=main
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory preview BASE=$(BASE)
	@.ci/run

lint: .venv/developed ## formatting, lint, types and the layers of the rooms
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

eval: build ## measure search and tagging quality; DRAFTS=<folder of sources' texts> measures drafts
	@$(BIN)/kb eval $(if $(DRAFTS),--drafts $(DRAFTS))

bench: build ## measure speed and memory
	@$(BIN)/python -m ingest.evaluate.speed

torture: .venv/developed ## kill builds at every step and at random, and ask 27,000 odd addresses: nothing may be lost or fail
	@TMPDIR=$$(test -w /dev/shm && echo /dev/shm || echo /tmp) $(BIN)/python -m tests.torture $(KILLS)
	@$(BIN)/pytest -m torture

# Apart from what they look at.
.venv/tools: requirements-tools.lock
	@$(PYTHON) -m venv .venv/tools
	@.venv/tools/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-tools.lock
	@touch $@

docs: .venv/used ## write the generated documents anew
	@$(BIN)/kb docs

sbom: .venv/used .venv/tools ## write dist/: the list of all parts (CycloneDX) and the notices of their authors
	@mkdir -p dist
	@.venv/tools/bin/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml --mc-type application \
	  --output-file dist/sbom.cdx.json $(BIN)/python
	@$(BIN)/python -m ingest.release.notices dist/THIRD-PARTY-NOTICES.md requirements-torch.lock requirements.lock

audit: .venv/tools ## look up known vulnerabilities of what is installed; needs the network
	@# Strict: what could not be looked up was not audited, and must not pass for it.
	@.venv/tools/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock -r requirements-torch.lock || \
	  { echo "The audit did not pass: a weakness is listed above, or a package could not be looked up, and then nothing was found out."; exit 1; }

release: build ## write dist/: database, CSV, JSON, datapackage.json, checksums
	@$(BIN)/kb release

# The lock of everything is written first; the others begin as copies of it, so that a package has one version in all.
# torch has a lock of its own, written by hand.
PIN := .venv/tools/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header --no-emit-package torch
lock: .venv/tools ## pin all dependencies anew, those in pyproject.toml and requirements-*.in
	$(PIN) --all-extras --output-file requirements-dev.lock pyproject.toml requirements-dev.in
	cp requirements-dev.lock requirements.lock && $(PIN) --extra build --extra mcp --output-file requirements.lock pyproject.toml
	cp requirements-dev.lock requirements-serve.lock && $(PIN) --extra mcp --output-file requirements-serve.lock pyproject.toml
	$(PIN) --output-file requirements-tools.lock requirements-tools.in

clean: ## remove what was built and installed
	rm -rf build dist .venv .pytest_cache .mypy_cache .ruff_cache *.egg-info
