#!/usr/bin/env bash
# Build everything and run the tests on a real database.
#
# usage: ./dev test [--preset release|debug|asan|tsan] [--label LABEL] [REGEX]
#
#   --preset NAME   as for ./dev build
#   --label LABEL   only the tests with this label, such as e2e
#   REGEX           only the tests whose names match
#
# Without any of these, the fuzz targets run as well, a minute each (./dev fuzz runs them for longer).
#
# Ends with 'N passed, N failed' on a line of its own. A test that did not run has failed.
set -euo pipefail
source tools/dev/lib/common.sh
source tools/dev/lib/build.sh
source tools/dev/lib/count.sh
source tools/dev/lib/npm.sh

preset=release
fuzz=$((! $#))
selection=()
while (($#)); do
  case $1 in
    --preset) preset=${2:?--preset needs a name}; shift ;;
    --label) selection+=(-L "${2:?--label needs a name}"); shift ;;
    -*) die "test has no option $1; see ./dev test --help." ;;
    *) selection+=(-R "$1") ;;
  esac
  shift
done

need_packages build database test
tools/packages/unpack prometheus /usr/bin/promtool
export PATH=$PATH:$PWD/.cache/programs
install_npm tools/buf
install_npm tests/openapi
install_npm tests/access
build_docs
build_targets "$preset"

# One server for all test cases: starting one takes a second, making a schema some milliseconds. The folder's
# path is short because that of a socket has to be.
folder=$(mktemp -d /tmp/boulevard-test.XXXXXX)
start_server "build/$preset/bin/test-database-server" "$folder"
trap 'stop_server; rm -rf "$folder"' EXIT
read -r -u "$server_output" _ || die "the database of the tests did not start."
export BOULEVARD_TEST_DATABASE_FOLDER=$folder

# On a terminal, one line that moves; elsewhere only what did not pass.
run_tests() {
  local tests=(ctest --test-dir "$1" --output-on-failure --no-tests=error --output-junit "$2" -j "$(nproc)" "${@:3}")
  if [[ -t 1 ]]; then
    "${tests[@]}" --progress
  else
    "${tests[@]}" | grep -vE '^ +Start +[0-9]+: | Passed +[0-9.]+ sec$'
  fi
}

reports=("$PWD/build/$preset/tests.xml")
((!fuzz)) || reports+=("$PWD/build/fuzz/tests.xml")
rm -f "${reports[@]}"
status=0
run_tests "build/$preset" "${reports[0]}" "${selection[@]}" || status=$?
if ((fuzz)); then
  build_targets fuzz
  run_tests build/fuzz/tests/fuzz "${reports[1]}" || status=$?
fi
count_tests "${reports[@]}" || status=1
exit "$status"
