#!/usr/bin/env bash
# Make this machine ready: Debian's packages, .venv, GraphiQL. With "dev" also what the tests need.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -n "${LEVEE_DATABASE_URL:-}" ]; then setup/system.sh external; else setup/system.sh; fi
setup/python.sh "$@"
if [ -x setup/graphiql.sh ]; then
    setup/graphiql.sh || echo "GraphiQL is not there; the server goes without it, and /graphiql says why." >&2
fi
