#!/usr/bin/env bash
# Run all that is not a test.
set -euo pipefail
cd "$(dirname "$0")/.."

setup/python.sh dev
.venv/bin/python -m ruff check .
.venv/bin/python -m ruff format --check .
.venv/bin/python -m mypy
exec .venv/bin/lint-imports
