#!/bin/sh
# Runs `npm ci` once for a version of the lock file, however many builds call this at the same time.
set -e
cd "$(dirname "$0")"
install() {
    if [ node_modules/.installed -nt package-lock.json ]; then return; fi
    npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.installed
}
if command -v flock >/dev/null 2>&1; then
    exec 9>.install.lock
    flock 9
fi
install
