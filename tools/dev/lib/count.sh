# Sourced by the command that tests.
# shellcheck shell=bash

# count_tests REPORT…: prints 'N passed, N failed' of CTest's JUnit reports; false when not all passed.
count_tests() {
  local report all=0 passed=0
  for report in "$@"; do
    [[ -f $report ]] || die "no test ran for ${report%/*}."
    all=$((all + $(grep -c '<testcase ' "$report" || true)))
    passed=$((passed + $(grep -c '<testcase .*status="run"' "$report" || true)))
  done
  echo
  echo "$passed passed, $((all - passed)) failed"
  ((passed == all))
}
