#!/bin/sh
# Prints the path of a Chromium that starts: the machine's, else Playwright's, else Debian's (as root).
# The answer is kept in .venv/chromium.
set -eu
cd "$(dirname "$0")/.."
answer=.venv/chromium

starts() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

found() {
    echo "$1" >$answer
    echo "$1"
    exit 0
}

on_machine() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        path=$(command -v $name || true)
        if starts "$path"; then found "$path"; fi
    done
}

of_playwright() {
    .venv/bin/python -c 'from playwright.sync_api import sync_playwright as start
with start() as playwright: print(playwright.chromium.executable_path)' 2>/dev/null || true
}

if starts "${CHROMIUM:-}"; then found "$CHROMIUM"; fi
if starts "$(cat $answer 2>/dev/null || true)"; then found "$(cat $answer)"; fi
on_machine
if starts "$(of_playwright)"; then found "$(of_playwright)"; fi
echo "No Chromium on this machine: trying Playwright's ..." >&2
if .venv/bin/python -m playwright install chromium >/dev/null 2>&1 && starts "$(of_playwright)"; then
    found "$(of_playwright)"
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Playwright has none for this machine: trying Debian's ..." >&2
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
    on_machine
fi
echo "Error: Tests in the browser need Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM=/its/path." >&2
exit 1
