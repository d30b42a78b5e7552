#!/usr/bin/env bash
# Make this machine ready and run the tests, whatever is set for the server. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."

# PostgreSQL is set as it always is and waits for its disk at each commit; in memory that takes no time.
in_memory() {
  local room
  room="$(df --output=avail --block-size=1G /dev/shm 2>/dev/null | tail -n 1)" || return 1
  [ "$(stat --file-system --format=%T /dev/shm)" = tmpfs ] && [ "$room" -ge 8 ] && [ -w /dev/shm ]
}

for name in "${!LEVEE_@}" PORT WORKERS; do unset "$name"; done
unset PYTHONDONTWRITEBYTECODE # tests start hundreds of processes: what they import is compiled once
setup/ready.sh dev
setup/audits.sh || echo "The audits of GraphQL over HTTP are not there; their test is skipped." >&2
if in_memory; then
  TMPDIR="$(mktemp -d /dev/shm/levee-tests.XXXXXX)"
  chmod 711 "$TMPDIR"
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi
.venv/bin/python -m pytest "$@"
