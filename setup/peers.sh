#!/usr/bin/env bash
# Lay out the peers of the bench in .setup, each from its lock and checked against its hashes, no script of a
# package run: PostGraphile with a Node of its own from npm, tipg in a virtual environment. Done again only when a
# lock has changed. A peer that cannot be had is left out of the measurement, which says so.
set -euo pipefail
cd "$(dirname "$0")/.."

graphile() {
    local place=.setup/graphile
    if cmp -s bench/graphile/package-lock.json "$place/package-lock.json"; then return; fi
    echo "Fetching PostGraphile ..."
    rm -rf "$place" "$place.new"
    mkdir -p "$place.new"
    cp bench/graphile/package.json bench/graphile/package-lock.json .npmrc "$place.new/"
    (cd "$place.new" && npm ci --silent --ignore-scripts --no-audit --no-fund --no-update-notifier \
        --fetch-retries 1 --fetch-timeout 60000) || return 1
    mv "$place.new" "$place"
}

tipg() {
    local place=.setup/tipg
    if cmp -s bench/tipg.lock "$place/tipg.lock"; then return; fi
    echo "Fetching tipg ..."
    "$(setup/interpreter.sh)" -m venv --clear "$place" || return 1
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps \
        --require-hashes --only-binary :all: -r bench/tipg.lock || return 1
    cp bench/tipg.lock "$place/"
}

graphile || echo "PostGraphile could not be fetched; it is left out." >&2
tipg || echo "tipg could not be fetched; it is left out." >&2
