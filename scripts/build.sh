#!/usr/bin/env bash
# Configures and builds the release preset in build/release; does nothing when it is up to date.
set -euo pipefail

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  echo "Usage: scripts/build.sh: builds Twostep in build/release."
  exit 0
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# A build folder configured from another place would fail: it is made anew.
if [[ -e build/release/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" build/release/CMakeCache.txt; then
  rm -rf build/release
fi
if [[ ! -e build/release/build.ninja ]]; then
  echo "Configuring" >&2
  cmake --preset release >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
fi
if ! ninja -C build/release -n | grep -q "no work to do"; then
  echo "Building (a few minutes the first time)" >&2
  cmake --build --preset release >&2
fi
