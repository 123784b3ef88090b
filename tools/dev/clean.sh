#!/usr/bin/env bash
# Remove what was built.
#
# usage: ./dev clean [--all]
#
#   --all   also what was downloaded, and the data of ./dev run
set -euo pipefail
source tools/dev/lib/common.sh

case ${1:-} in
  "") rm -rf build ;;
  --all) rm -rf build .cache .boulevard node_modules ;;
  *) die "clean has no option $1; see ./dev clean --help." ;;
esac
