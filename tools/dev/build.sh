#!/usr/bin/env bash
# Compile everything, or the targets named.
#
# usage: ./dev build [--preset release|debug|asan|tsan|fuzz] [TARGET…]
#
#   --preset NAME   release (the default), debug, asan (with UBSan), tsan, fuzz
#
# The programs land in build/PRESET/bin. Missing Debian packages are installed first.
set -euo pipefail
source tools/dev/lib/common.sh
source tools/dev/lib/build.sh

preset=release
targets=()
while (($#)); do
  case $1 in
    --preset) preset=${2:?--preset needs a name}; shift ;;
    --*) die "build has no option $1; see ./dev build --help." ;;
    *) targets+=("$1") ;;
  esac
  shift
done
build_targets "$preset" "${targets[@]}"
