#!/usr/bin/env bash
# Measure the release build and print the table.
#
# usage: ./dev bench [ARGUMENT…]
#
# The arguments go to boulevard-bench; ./dev bench -- --help lists them.
set -euo pipefail
source tools/dev/lib/common.sh
source tools/dev/lib/build.sh

[[ ${1:-} != -- ]] || shift
need_packages build database bench
build_targets release
for manifest in bench/*/package.json; do
  [[ ! -f $manifest || -d ${manifest%/*}/node_modules ]] || npm ci --silent --prefix "${manifest%/*}"
done
exec build/release/bin/boulevard-bench "$@"
