#!/usr/bin/env bash
# Measure, on a database of its own. Arguments go to the bench.
set -euo pipefail
cd "$(dirname "$0")/.."

for name in "${!LEVEE_@}" PORT WORKERS; do unset "$name"; done
setup/ready.sh dev
setup/peers.sh
exec .venv/bin/python -m bench "$@"
