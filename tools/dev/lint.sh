#!/usr/bin/env bash
# Look for faults without running anything.
#
# usage: ./dev lint [--fix] [--all] [format|scripts|architecture|proto|openapi|tidy]…
#
#   format         clang-format would change nothing; with --fix it rewrites the files
#   scripts        shellcheck
#   architecture   includes, dependencies between rooms, sizes of files
#   proto          the contract: its form, and that it breaks no caller of the one that landed last
#   openapi        the OpenAPI document, by the API Design Rules and by Redocly's recommended rules
#   tidy           clang-tidy over the sources changed since origin/main, or since the last commit;
#                  with --all over every source, which takes minutes
#
# Without a name, all six.
set -euo pipefail
source tools/dev/lib/common.sh
source tools/dev/lib/build.sh
source tools/dev/lib/buf.sh
source tools/dev/lib/npm.sh

# Files of ours that match, new ones too.
files() {
  git ls-files --cached --others --exclude-standard -- "$@" | while read -r file; do
    [[ ! -f $file ]] || echo "$file"
  done
}

lint_format() {
  local mode=(--dry-run -Werror --ferror-limit=1)
  ((!fix)) || mode=(-i)
  files '*.cc' '*.h' | xargs -r clang-format "${mode[@]}"
}

lint_scripts() {
  { printf '%s\n' dev .ci/run tools/packages/install tools/packages/unpack tools/buf/buf; files '*.sh'; } | xargs shellcheck
}

lint_architecture() { python3 -B tests/architecture/check.py .; }

lint_proto() { install_npm tools/buf && buf lint proto && check_landed_contract; }

lint_openapi() {
  local document=$PWD/build/release/openapi.json
  install_npm tests/openapi
  build_targets release openapi-document >/dev/null
  build/release/bin/openapi-document "$document"
  BOULEVARD_OPENAPI=$document node tests/openapi/linters.mjs
}

# A changed header counts as a change of the sources beside it.
changed_sources() {
  local base file
  base=$(git merge-base HEAD origin/main 2>/dev/null || echo HEAD)
  {
    git diff --name-only --diff-filter=d "$base" -- '*.cc' '*.h'
    git ls-files --others --exclude-standard -- '*.cc' '*.h'
  } | while read -r file; do
    if [[ $file == *.h ]]; then files "${file%/*}/*.cc"; else echo "$file"; fi
  done | sort -u
}

# Generated headers have to be there, hence the target of the protos; the preset is the one without precompiled headers,
# which are another compiler's.
lint_tidy() {
  local sources
  build_targets debug boulevard_proto boulevard_testing_proto
  if ((all)); then sources=$(files '*.cc'); else sources=$(changed_sources); fi
  [[ -z $sources ]] || xargs -P "$(nproc)" -n 1 clang-tidy --quiet -p build/debug <<<"$sources" \
    2> >(grep -v 'warnings\? generated' >&2)
}

all=0
fix=0
parts=()
while (($#)); do
  case $1 in
    --all) all=1 ;;
    --fix) fix=1 ;;
    format | scripts | architecture | proto | openapi | tidy) parts+=("$1") ;;
    *) die "lint has no part $1; see ./dev lint --help." ;;
  esac
  shift
done
((${#parts[@]})) || parts=(format scripts architecture proto openapi tidy)

need_packages lint build
status=0
for part in "${parts[@]}"; do
  if "lint_$part"; then
    echo "$part: clean"
  else
    echo "$part: faults found"
    status=1
  fi
done
exit "$status"
