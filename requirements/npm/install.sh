#!/bin/sh
# Fills var/npm with the programs that judge the pages, unless that has been done already:
# "tests" wants the Nu HTML checker, "bench" Lighthouse too.
set -eu
cd "$(dirname "$0")/../.."
wanted=$1
lock=requirements/npm/package-lock.json
folder=var/npm

case $wanted in
    tests) enough="tests bench" without="--omit=dev" ;;
    bench) enough="bench" without="" ;;
    *)
        echo "Say tests or bench." >&2
        exit 2
        ;;
esac
for list in $enough; do
    stamp=$folder/installed-$list
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(cksum <"$lock")" ] && exit 0
done

mkdir -p "$folder"
rm -f "$folder"/installed-*
cp requirements/npm/package.json "$lock" "$folder"
# Neither package needs its install script: one would fetch a Java, the other a browser.
# shellcheck disable=SC2086
npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error $without >&2
cksum <"$lock" >"$folder/installed-$wanted"
