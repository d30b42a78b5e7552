.DEFAULT_GOAL := help
.PHONY: help up test check faults fuzz bench lock migration schema graphiql

# What takes minutes at full length is begun first.
LONGEST := tests/test_faults.py tests/test_nested_reads.py tests/test_walk.py

help: ## List the targets.
	@sed -n 's/^\([a-z]*\): ## /\1\t/p' Makefile | expand -t 12

up: ## Install what is missing, start everything, serve http://127.0.0.1:8000 (PORT=, WORKERS= to change).
	@exec setup/up.sh

test: ## Run every test, on a PostgreSQL of its own.
	@setup/test.sh -m "not faults and not alone" -n 2 --dist loadfile
	@exec setup/test.sh -m "alone and not faults"

check: ## Run all that is not a test: style, types, floors.
	@exec setup/check.sh

faults: ## Run the tests of faults at full length.
	@setup/test.sh -m "faults and (patient or not alone)" -n 4 --dist worksteal $(LONGEST) tests
	@exec setup/test.sh -m "faults and alone and not patient"

fuzz: ## Let schemathesis ask whatever the schema allows, ten minutes, in three roles.
	@exec setup/fuzz.sh

bench: ## Measure, each thing beside its peer; writes bench/README.md.
	@exec setup/bench.sh

lock: ## Write requirements.lock and requirements-dev.lock anew from pyproject.toml.
	@exec setup/lock.sh

migration: ## Draft a migration from the tables: make migration name="what it does".
	@exec .venv/bin/python -m server draft "$(name)"

schema: ## Print the public schema to docs/schema.graphql.
	@.venv/bin/python -c "from graphql import print_schema; from resolvers.roots import api; print(print_schema(api))" > docs/schema.graphql

graphiql: ## Fetch GraphiQL for /graphiql (needs npm).
	@exec setup/graphiql.sh
