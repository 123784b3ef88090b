# Sourced by the command that tests.
# shellcheck shell=bash

# count_tests REPORT…: of CTest's JUnit reports, names the tests that did not pass, then prints 'N passed, N failed';
# false when not all passed.
count_tests() {
  local report all=0 passed=0 name
  for report in "$@"; do
    [[ -f $report ]] || die "no test ran for ${report%/*}."
    all=$((all + $(grep -c '<testcase ' "$report" || true)))
    passed=$((passed + $(grep -c '<testcase .*status="run"' "$report" || true)))
    while read -r name; do
      echo "failed: $name"
    done < <(sed -n '/<testcase /{ /status="run"/!s/.*<testcase name="\([^"]*\)".*/\1/p }' "$report")
  done
  echo
  echo "$passed passed, $((all - passed)) failed"
  ((passed == all))
}
