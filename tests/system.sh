#!/usr/bin/env bash
# What the tests need beyond Python, listed here and nowhere else: Debian's package | how to see that it is there | why.
# On Debian the missing ones are installed, and that is said; elsewhere they are named and the run stops.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

needs=(
    "chromium-headless-shell|browser|opens the pages, with and without scripts"
    "default-jre-headless|java_there|runs the validator of HTML"
    "fontconfig|font_list|tells which fonts there are"
    "fonts-noto-cjk|chinese_font|Chinese text measured and printed with real glyphs"
    "libreoffice-writer-nogui|writer|makes the .doc and .pdf files that are read, and reads .doc and .wps"
    "libreoffice-calc-nogui|calc|makes the .xls files that are read"
    "minisign|minisign_there|signs the sums of a site and checks them, as readers do"
    "openssh-client|ssh_keygen|likewise"
)

browser() { .venv/bin/python -m tests.browser >/dev/null 2>&1; }

java_there() { java -version >/dev/null 2>&1; }

minisign_there() { command -v minisign >/dev/null; }
ssh_keygen() { command -v ssh-keygen >/dev/null; }

# macOS brings Chinese fonts of its own, and no fc-list.
font_list() { [ "$(uname -s)" = Darwin ] || command -v fc-list >/dev/null; }
chinese_font() { [ "$(uname -s)" = Darwin ] || [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]; }

office() { command -v soffice || command -v libreoffice; }
# On Debian the two parts of LibreOffice share a program; elsewhere they come together.
part() { [ ! -e /etc/debian_version ] || dpkg -s "$1" >/dev/null 2>&1 || dpkg -s "${1%-nogui}" >/dev/null 2>&1; }
writer() { office >/dev/null && part libreoffice-writer-nogui; }
calc() { office >/dev/null && part libreoffice-calc-nogui; }

missing() {
    local need package probe why
    for need in "${needs[@]}"; do
        IFS='|' read -r package probe why <<<"$need"
        "$probe" || echo "$package"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

refuse() {
    local need package probe why
    echo "The tests need these, which are not installed (names as in Debian):" >&2
    for need in "${needs[@]}"; do
        IFS='|' read -r package probe why <<<"$need"
        "$probe" || echo "  $package: $why" >&2
    done
    echo "A browser elsewhere on the disk can be named in the variable CHROMIUM." >&2
    exit 1
}

# A Chromium with a window passes the tests too, but takes more than twice the time for a page.
faster() {
    [ -e /etc/debian_version ] && command -v apt-get >/dev/null && ! command -v chromium-headless-shell >/dev/null &&
        [ -z "${CHROMIUM:-}" ] && apt-cache show chromium-headless-shell >/dev/null 2>&1
}

packages=$(missing)
if [ -z "$packages" ] && faster; then
    echo "Installing with apt-get, for faster tests: chromium-headless-shell"
    as_root apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null ||
        echo "That did not work; the tests go on with $(.venv/bin/python -m tests.browser)."
fi
[ -n "$packages" ] || exit 0
{ [ -e /etc/debian_version ] && command -v apt-get >/dev/null; } || refuse
echo "Installing with apt-get, for the tests:" $packages
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # one word a package
as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends $packages >/dev/null || refuse
[ -z "$(missing)" ] || refuse
