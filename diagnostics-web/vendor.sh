#!/bin/sh
# Fetches the scripts of others again from npm, in the versions of VENDOR.md, and compares their sums with it.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)/src/main/resources/META-INF/resources/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # file, package, version, name of the licence
  (cd "$work" && npm pack --silent "$2@$3" >/dev/null && mkdir "$2" && tar -xzf "$2-$3.tgz" -C "$2")
  cp "$work/$2/package/dist/$1" "$folder/$1"
  cp "$work/$2/package/LICENSE" "$folder/$4.LICENSE"
  grep -q "$(sha256sum "$folder/$1" | cut -d ' ' -f 1)" "$folder/VENDOR.md" || {
    echo "$1 of $2 $3 is not the file that VENDOR.md names" >&2
    exit 1
  }
}

fetch htmx.min.js htmx.org 2.0.11 htmx
fetch ws.min.js htmx-ext-ws 2.0.4 ws
fetch idiomorph-ext.min.js idiomorph 0.8.0 idiomorph
