#!/usr/bin/env bash
# Look for input that breaks what reads from outside.
#
# usage: ./dev fuzz [--seconds N] [TARGET…]
#
#   --seconds N   how long each target runs; 600 when left out
#   TARGET        json_reader, merge_patch, path_template, query_string, http_front, csv_import, mapping_file;
#                 all when left out, as many at once as there are cores
#
# Goes on from what earlier runs kept in build/fuzz/corpus. A finding is written to build/fuzz, and how to run it
# again is said; kept in tests/fuzz/corpus/TARGET it is tried in every ./dev test from then on.
set -euo pipefail
source tools/dev/lib/common.sh
source tools/dev/lib/build.sh

known() { sed -n 's/^boulevard_fuzz(\([a-z_]*\) .*/\1/p' tests/fuzz/CMakeLists.txt; }

# fuzz_one TARGET SECONDS
fuzz_one() {
  local log=build/fuzz/$1.log
  if "build/fuzz/bin/fuzz_$1" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/$1-" "build/fuzz/corpus/$1" "tests/fuzz/corpus/$1" >"$log" 2>&1; then
    echo "$1: nothing found in $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs"
    return
  fi
  echo "$1: broken; $log says how."
  sed -n "s|^.*Test unit written to |  again: build/fuzz/bin/fuzz_$1 |p" "$log"
  return 1
}

seconds=600
targets=()
while (($#)); do
  case $1 in
    --seconds) seconds=${2:?--seconds needs a number}; shift ;;
    -*) die "fuzz has no option $1; see ./dev fuzz --help." ;;
    *) known | grep -qx "$1" || die "there is no fuzz target $1; see ./dev fuzz --help."; targets+=("$1") ;;
  esac
  shift
done
[[ $seconds =~ ^[0-9]+$ ]] || die "--seconds $seconds: a whole number expected."
((${#targets[@]})) || mapfile -t targets < <(known)

build_targets fuzz "${targets[@]/#/fuzz_}"
echo "Fuzzing ${targets[*]}, $seconds s each ..."
export -f fuzz_one
# shellcheck disable=SC2016 # the shell that xargs starts expands it
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I{} bash -c 'fuzz_one "$1" "$2"' fuzz {} "$seconds" ||
  die "findings, see above."
