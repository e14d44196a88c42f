#!/usr/bin/env bash
# Sets up, builds, and runs every test; further arguments go to ctest.
set -euo pipefail

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  cat <<'TEXT'
Usage: scripts/test.sh [ARGUMENT...]

Installs missing packages, builds, and runs all tests, the check of include directions among them.
Arguments are passed on to ctest, as in: scripts/test.sh -R engine
TEXT
  exit 0
fi
scripts="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
"$scripts/setup.sh" build test
"$scripts/page.sh"  # its tests need what set-up can do without
"$scripts/build.sh"
cd "$scripts/.."
exec ctest --preset release --parallel "$(nproc)" "$@"
