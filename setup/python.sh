#!/usr/bin/env bash
# Make .venv from a lock: requirements.lock, or with "dev" requirements-dev.lock, which holds it too.
# Only wheels, each checked against its hash. Done again only when the lock has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

locks=(requirements.lock)
if [ "${1:-}" = dev ]; then locks+=(requirements-dev.lock); fi
lock=${locks[-1]}
if [ -x .venv/bin/python ] && cmp -s "$lock" ".venv/$lock"; then exit 0; fi

echo "Making .venv from $lock ..."
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    "$(setup/interpreter.sh)" -m venv --clear .venv
fi
.venv/bin/python -m pip install --disable-pip-version-check --no-input --no-deps \
    --require-hashes --only-binary :all: -r "$lock"
cp "${locks[@]}" .venv/
