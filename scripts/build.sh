#!/usr/bin/env bash
# Configures and builds the release preset in build/release; does nothing when it is up to date.
set -euo pipefail

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  cat <<'TEXT'
Usage: scripts/build.sh [TARGET...]

Builds the targets (all of them when none is named) in build/release, which is configured the first time.
TEXT
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
if ! ninja -C build/release -n "$@" | grep -q "no work to do"; then
  echo "Building (this takes some minutes the first time)" >&2
  ninja -C build/release "$@" >&2
fi
