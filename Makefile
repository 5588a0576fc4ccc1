# What developers and CI run. `make` alone lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
LOCAL := cargo run --quiet --package local --

## Working on AMY

.PHONY: run
run: setup ## Serve the whole of AMY on http://localhost:3000 (another port: make run AMY_PORT=3001)
	$(LOCAL) run

.PHONY: sam-local
sam-local: setup ## Serve the same through `sam local start-api`, in containers
	scripts/sam-local

.PHONY: db
db: ## Open psql on the local database
	$(LOCAL) psql

.PHONY: demo-data
demo-data: ## Add demo data to the local database (more of it: make demo-data SCALE=10)
	$(LOCAL) demo-data --scale $(or $(SCALE),1)

.PHONY: assets
assets: ## Build the style sheet and scripts (cargo does it too, when they are older than their sources)
	npm ci --no-audit --no-fund --prefix templates/assets
	npm run build --prefix templates/assets

.PHONY: fmt
fmt: ## Format the Rust code
	cargo fmt --all

.PHONY: sqlx-prepare
sqlx-prepare: ## Write the cache of checked SQL (.sqlx) anew, after a query or a migration changed
	scripts/sqlx-prepare

.PHONY: plans
plans: ## Write the SQL of the hottest pages (local/tests/it/plans/golden) anew, after a query changed
	rm -f local/tests/it/plans/golden/*.sql
	-cargo nextest run -p local the_hottest_pages
	cargo nextest run -p local the_hottest_pages

.PHONY: entity-map
entity-map: ## Draw the map of the entities (docs/entities.md) anew, after a migration changed
	$(LOCAL) entity-map

.PHONY: bench
bench: ## Measure pages, functions, cold starts and emails of the release build
	cargo build --release --workspace --exclude local
	RUST_LOG=warn cargo run --release --package local -- bench

.PHONY: bench-import
bench-import: ## Measure the import of a large AMY: 100,000 tasks, 20,000 persons, 200,000 versions
	cargo test --package local --test it -- --ignored --nocapture import::large

.PHONY: soak
soak: ## Send emails with every trouble, by workers that are killed, and 100,000 in constant memory (minutes)
	cargo test --release --package local --test it -- --ignored --nocapture --test-threads 1 emails::sending::soak

.PHONY: clean-local
clean-local: ## Delete the local databases, and what else .local holds
	scripts/clean-local

## Checking AMY

.PHONY: test
test: setup-test check-fmt lint deny sqlx-check test-rust test-doc sam-check test-browser ## Everything that CI runs

.PHONY: check-fmt
check-fmt: ## The Rust code is formatted
	cargo fmt --all -- --check

.PHONY: lint
lint: ## Clippy has nothing to say
	cargo clippy --workspace --all-targets -- -D warnings

.PHONY: deny
deny: ## Dependencies: licences, advisories, sources
	scripts/deny

.PHONY: sqlx-check
sqlx-check: ## The cache of checked SQL fits the queries and the migrations
	scripts/sqlx-prepare --check

# Tests wait more than they work: for databases, for others, for time to pass.
.PHONY: test-rust
test-rust: ## All Rust tests, on a real PostgreSQL and DynamoDB
	scripts/venv >/dev/null
	if cargo nextest --version >/dev/null 2>&1; then cargo nextest run --workspace --test-threads $$((2 * $$(nproc))); else cargo test --workspace --lib --bins --tests; fi

.PHONY: test-doc
test-doc: ## The examples in the documentation
	cargo test --workspace --doc

.PHONY: sam-check
sam-check: ## template.yaml is valid
	scripts/sam-check

.PHONY: test-browser
test-browser: ## Pages in a real browser, with an accessibility check
	npm ci --no-audit --no-fund --prefix tests/browser
	npm test --prefix tests/browser

## Installing what is needed

.PHONY: setup
setup: ## Install what `make run` needs, as root on Debian; else say what to install
	scripts/setup run

.PHONY: setup-test
setup-test: ## Install what `make test` needs
	scripts/setup test

.PHONY: help
help:
	@awk -F ':.*## ' '/^## /{print "\n" substr($$0, 4)} /^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
