#!/usr/bin/env bash
# Let schemathesis ask whatever the schema allows, in three roles, for at most ten minutes in all (SECONDS_EACH= for
# another time a role): no 5xx, no fault of ours, no answer that takes five seconds. On a private database with the
# demo, in a temporary folder; schemathesis has an environment of its own from its lock.
set -euo pipefail
cd "$(dirname "$0")/.."

for name in "${!LEVEE_@}" PORT WORKERS; do unset "$name"; done
each=${SECONDS_EACH:-200}
setup/ready.sh dev

place=.setup/fuzz
if ! cmp -s setup/fuzz/schemathesis.lock "$place/schemathesis.lock"; then
    echo "Fetching schemathesis ..."
    "$(setup/interpreter.sh)" -m venv --clear "$place"
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps \
        --require-hashes --only-binary :all: -r setup/fuzz/schemathesis.lock
    cp setup/fuzz/schemathesis.lock "$place/"
fi

folder=$(mktemp -d)
chmod 755 "$folder" # PostgreSQL may run as another user
export LEVEE_DATA=$folder/data LEVEE_RATES__ON=0
# What schemathesis makes is larger than what people ask; most of it would be refused before anything runs.
export LEVEE_LIMITS__CHARACTERS=200000 LEVEE_LIMITS__TOKENS=20000 LEVEE_LIMITS__DEPTH=30 LEVEE_LIMITS__ALIASES=500
PORT=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export PORT
.venv/bin/python -m server up >"$folder/said" 2>"$folder/log" &
server=$!
end() {
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap end EXIT
for _ in $(seq 600); do
    if grep -q "Levee answers" "$folder/said"; then break; fi
    if ! kill -0 "$server" 2>/dev/null; then cat "$folder/said" "$folder/log" >&2; exit 1; fi
    sleep 0.2
done

failed=0
# What would end the token's own session is left out: all that follows would be refused.
for role in viewer officer administrator; do
    echo "As $role, for $each s:"
    token=$(.venv/bin/python -m server token --role "$role" --division 421000)
    SCHEMATHESIS_HOOKS=setup.fuzz.hooks PYTHONPATH=. "$place/bin/schemathesis" run "http://127.0.0.1:$PORT/graphql" \
        --exclude-name-regex '(signOut|revokeSessions)$' \
        --header "Authorization: Bearer $token" --checks no_fault --mode all --warnings off \
        --max-time "$each" --request-timeout 10 --continue-on-failure --no-color || failed=1
done
grep -o '"codes":[^]n]*' "$folder/log" | sort | uniq -c | sort -rn | head -20
faults=$(grep -c '"event":"internal error"' "$folder/log" || true)
echo "Faults in the log: $faults"
if [ "$faults" != 0 ]; then grep '"event":"internal error"' "$folder/log" | head -20; failed=1; fi
exit "$failed"
