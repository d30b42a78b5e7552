#!/usr/bin/env bash
# Make this machine ready and serve; reads from this machine need no token.
set -euo pipefail
cd "$(dirname "$0")/.."

setup/ready.sh
export LEVEE_OPEN_READS="${LEVEE_OPEN_READS:-1}"
exec .venv/bin/python -m server up
