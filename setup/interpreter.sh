#!/usr/bin/env bash
# Print the first Python that is new enough.
set -euo pipefail
for python in python3.11 python3 python3.12 python3.13; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "$python"
        exit 0
    fi
done
echo "levee: Python 3.11 or newer is missing: install it" >&2
exit 1
