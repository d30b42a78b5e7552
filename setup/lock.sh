#!/usr/bin/env bash
# Write the locks anew: every version and its hashes, no address of an index. What is locked already stays,
# unless an argument says otherwise: --upgrade, or --upgrade-package NAME.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=.setup/lock/bin/uv
if [ ! -x "$uv" ]; then
    "$(setup/interpreter.sh)" -m venv --clear .setup/lock
    .setup/lock/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: uv
fi
compile() {
    "$uv" pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 \
        --only-binary :all: --custom-compile-command "make lock" "$@"
}
compile pyproject.toml --output-file requirements.lock "$@"
compile pyproject.toml --extra dev --constraints requirements.lock --output-file requirements-dev.lock "$@"
compile bench/tipg.in --output-file bench/tipg.lock "$@"
compile setup/fuzz/schemathesis.in --output-file setup/fuzz/schemathesis.lock "$@"
