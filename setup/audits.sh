#!/usr/bin/env bash
# Lay out in .setup what tests of other makers need: the audits of GraphQL over HTTP, from npm, locked, each checked
# against its hash, no script of a package run. Done again only when the lock has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

place=.setup/audits
if cmp -s tests/audits/package-lock.json "$place/package-lock.json"; then exit 0; fi
if ! command -v npm >/dev/null; then
    echo "levee: npm is missing: install Node 20 with npm" >&2
    exit 1
fi

echo "Fetching the audits of GraphQL over HTTP ..."
rm -rf "$place" "$place.new"
mkdir -p "$place.new"
cp tests/audits/package.json tests/audits/package-lock.json .npmrc "$place.new/"
(cd "$place.new" && npm ci --silent --ignore-scripts --no-audit --no-fund --no-update-notifier \
    --fetch-retries 1 --fetch-timeout 60000) || {
    echo "levee: npm could not fetch them" >&2
    exit 1
}
mv "$place.new" "$place"
