#!/usr/bin/env bash
# Make this machine ready and run the tests, whatever is set for the server. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."

for name in "${!LEVEE_@}" PORT WORKERS; do unset "$name"; done
unset PYTHONDONTWRITEBYTECODE # tests start hundreds of processes: what they import is compiled once
setup/ready.sh dev
setup/audits.sh || echo "The audits of GraphQL over HTTP are not there; their test is skipped." >&2
exec .venv/bin/python -m pytest "$@"
