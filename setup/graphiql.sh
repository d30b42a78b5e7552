#!/usr/bin/env bash
# Lay out GraphiQL's files in server/static/graphiql: from npm, locked, each checked against its hash, no script
# of a package run. Done again only when the lock has changed. The server needs neither npm nor Node.
set -euo pipefail
cd "$(dirname "$0")/.."

place=server/static/graphiql
if cmp -s package-lock.json "$place/package-lock.json"; then exit 0; fi
if ! command -v npm >/dev/null; then
    echo "levee: npm is missing, so GraphiQL cannot be fetched: install Node 20 with npm, then: make graphiql" >&2
    exit 1
fi

echo "Fetching GraphiQL ..."
npm ci --silent --ignore-scripts --no-audit --no-fund --no-update-notifier \
    --fetch-retries 1 --fetch-retry-mintimeout 1000 --fetch-retry-maxtimeout 5000 --fetch-timeout 60000 || {
    echo "levee: npm could not fetch GraphiQL; when the network is back: make graphiql" >&2
    exit 1
}
new=$place.new
rm -rf "$new"
mkdir -p "$new"
cp node_modules/react/umd/react.production.min.js \
    node_modules/react-dom/umd/react-dom.production.min.js \
    node_modules/graphql-ws/umd/graphql-ws.min.js \
    node_modules/graphiql/graphiql.min.js node_modules/graphiql/graphiql.min.css "$new/"
for package in react react-dom graphql-ws graphiql; do
    find "node_modules/$package" -maxdepth 1 -iname 'LICENSE*' -exec cp {} "$new/LICENSE-$package" \;
done
cp package-lock.json "$new/"
rm -rf "$place"
mv "$new" "$place"
