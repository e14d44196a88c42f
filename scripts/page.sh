#!/usr/bin/env bash
# Bundles the libraries that draw a page's charts into build/page; does nothing when they are there already.
set -euo pipefail

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  cat <<'TEXT'
Usage: scripts/page.sh

Installs the npm packages of scripts/page/package-lock.json into build/npm, and bundles those that a page needs into
build/page/charts.js, with their licences beside it. The build takes it from there. Needs node and npm; needs a
network only when the packages changed.
TEXT
  exit 0
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Made from these, by these: when none of them changed, there is nothing to do.
stamp=$(cat scripts/page.sh scripts/page/* | sha256sum)
[[ -e build/page/charts.js && -e build/npm/node_modules && $(cat build/page/stamp 2>/dev/null) == "$stamp" ]] && exit 0

for command in node npm; do
  command -v "$command" >/dev/null || {
    echo "page.sh: $command is missing; Debian's packages nodejs and npm have it (apt-get install nodejs npm)" >&2
    exit 2
  }
done

echo "Bundling what report pages draw with" >&2
mkdir -p build/npm build/page
rm -f build/page/stamp
cp scripts/page/* build/npm/
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# No package needs to run anything when it is installed.
if ! npm ci --prefix build/npm --ignore-scripts --no-audit --no-fund >"$log" 2>&1 ||
  ! node build/npm/bundle.mjs build/npm build/page >>"$log" 2>&1; then
  cat "$log" >&2
  exit 3
fi
echo "$stamp" >build/page/stamp
