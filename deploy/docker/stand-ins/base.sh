#!/usr/bin/env bash
# usage: base.sh IMAGE
#
# Makes a minimal Debian 12 image from the package mirror that this machine uses itself.
set -euo pipefail

# shellcheck disable=SC2016  # apt expands $(SITE)
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' | head -1)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
debootstrap --variant=minbase bookworm "$folder" "$mirror" >"$folder.log" 2>&1 ||
  { tail -3 "$folder.log" >&2; exit 1; }
rm -f "$folder.log" "$folder"/var/cache/apt/archives/*.deb
tar -C "$folder" -c . | docker import - "$1"
