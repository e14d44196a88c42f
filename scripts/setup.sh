#!/usr/bin/env bash
# Installs the Debian packages that Twostep needs and that are missing (the list is packages.txt), and bundles what report
# pages draw with.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: scripts/setup.sh [GROUP...]

Installs what is missing of the packages in scripts/packages.txt. GROUP is build (the default), test, format or develop.
Without root it prints the command to run and stops with exit code 2. Then scripts/page.sh bundles what report pages
draw with; where it cannot, it says so, and all but the pages works.
TEXT
}

groups=" "
for argument in "$@"; do
  case "$argument" in
    -h | --help) usage; exit 0 ;;
    build | test | format | develop) groups+="$argument " ;;
    *) echo "setup.sh: unknown group '$argument' (build, test, format or develop)" >&2; exit 2 ;;
  esac
done
[[ $groups == " " ]] && groups=" build "

list="$(dirname "${BASH_SOURCE[0]}")/packages.txt"
missing=()
while read -r package group _; do
  [[ -z $package || $package == \#* || $groups != *" $group "* ]] && continue
  [[ $package == *=* ]] && command -v "${package#*=}" >/dev/null && continue
  package=${package%%=*}
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $status == installed ]] || missing+=("$package")
done <"$list"

bundle() {
  [[ $groups == *" build "* ]] || return 0
  "$(dirname "${BASH_SOURCE[0]}")/page.sh" || echo "Report pages cannot be made until scripts/page.sh has succeeded." >&2
}
((${#missing[@]})) || { bundle; exit 0; }

as_root=()
if ((EUID != 0)); then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
  else
    echo "These packages are missing. Install them as root and start again:" >&2
    echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 2
  fi
fi

apt_install() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends "${missing[@]}"
}

echo "Installing ${missing[*]}" >&2
# The package lists are fetched only when there are none or they are too old to install from.
known() { apt-cache show "${missing[@]}" >/dev/null 2>&1; }
if ! known || ! apt_install >&2; then
  "${as_root[@]}" apt-get update --quiet >&2
  apt_install >&2
fi
bundle
