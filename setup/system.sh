#!/usr/bin/env bash
# Install from Debian what is missing: PostgreSQL with PostGIS and pgRouting (not with "external", when another
# one is used), and what Python needs to make a virtual environment. Changes nothing when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

has_postgresql() {
    local control
    for control in /usr/share/postgresql/*/extension/postgis.control; do
        version=${control#/usr/share/postgresql/}
        version=${version%%/*}
        if [ -x "/usr/lib/postgresql/$version/bin/initdb" ] && [ "$version" -ge 15 ]; then return 0; fi
    done
    return 1
}

packages=()
if [ "${1:-}" != external ]; then
    if ! has_postgresql; then
        packages+=(postgresql-15 postgresql-15-postgis-3 postgresql-15-pgrouting)
    elif [ ! -e "/usr/share/postgresql/$version/extension/pgrouting.control" ]; then
        packages+=("postgresql-$version-pgrouting")
    fi
fi
if [ ! -x .venv/bin/python ]; then
    python=$(setup/interpreter.sh)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        packages+=("$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')")
fi
if [ ${#packages[@]} = 0 ]; then exit 0; fi

refuse() {
    if [[ ${packages[*]} == postgresql-*-pgrouting ]] && [ ${#packages[@]} = 1 ]; then
        echo "levee: $1, so ${packages[*]} is not installed: reach is told in straight lines." >&2
        exit 0
    fi
    echo "levee: missing, and $1: install ${packages[*]} (on Debian 12: apt-get install ${packages[*]})" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# shellcheck disable=SC1091
system=$(. /etc/os-release 2>/dev/null && echo "${ID:-} ${VERSION_ID:-}" || true)
if [ "$system" != "debian 12" ]; then refuse "this is not Debian 12"; fi
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then refuse "you are not root and there is no sudo"; fi
    sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; } || refuse "you are not root and sudo does not let you"
fi

echo "Installing from Debian: ${packages[*]} (some minutes) ..."
if ! compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; then
    # Levee runs a cluster of its own: Debian need not make and start one.
    as_root mkdir -p /etc/postgresql-common/createcluster.d
    echo "create_main_cluster = false" | as_root tee /etc/postgresql-common/createcluster.d/levee.conf >/dev/null
fi
as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 \
    install "${packages[@]}"
